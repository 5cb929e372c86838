using System.Reflection;
using Xunit.Sdk;

namespace WireProxy.Integration.Servers.MySql;

/// <summary>Runs a theory against one brand of server: with nothing else, or once per row of a member of the test class.</summary>
[DataDiscoverer("Xunit.Sdk.DataDiscoverer", "xunit.core")]
internal abstract class BrandDataAttribute(Brand brand, string? member) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        if (member is null)
            return [[brand]];
        PropertyInfo rows = testMethod.ReflectedType!.GetProperty(member, BindingFlags.Static | BindingFlags.Public | BindingFlags.FlattenHierarchy)
            ?? throw new InvalidOperationException($"no static property {member} of {testMethod.ReflectedType}");
        return ((IEnumerable<object[]>)rows.GetValue(null)!).Select(row => (object[])[brand, .. row]);
    }
}

/// <summary>A theory's rows against MariaDB.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnMariaDbAttribute(string? member = null) : BrandDataAttribute(Brand.MariaDb, member);

/// <summary>A theory's rows against MySQL 9; skipped, and counted so, where test.sh could not provision it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnMySql9Attribute(string? member = null) : BrandDataAttribute(Brand.MySql9, member)
{
    public const string Missing = "mysql 9: not available";

    public override string? Skip
    {
        get => MySqlInstallation.MySql9 is null ? Missing : null;
        set => throw new InvalidOperationException("the machine decides");
    }
}

/// <summary>A test of MySQL 9 alone; skipped, and counted so, where test.sh could not provision it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MySql9FactAttribute : FactAttribute
{
    public MySql9FactAttribute() => Skip = MySqlInstallation.MySql9 is null ? OnMySql9Attribute.Missing : null;
}
