using WireProxy.Audit.Stores;
using WireProxy.Recording;

namespace WireProxy.Tests.Recording;

/// <summary>The store beside the program, where there is none that can be used; tests/Audit.LiteDb.Tests has the one that can.</summary>
public sealed class StoreAssemblyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wireproxy-litedb");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void An_assembly_that_is_not_there_is_named_with_the_command_that_builds_it() => AssertProblem("there is no");

    [Fact]
    public void A_file_that_is_no_assembly_is_named()
    {
        File.WriteAllText(Assembly, "x");
        AssertProblem("is no assembly");
    }

    [Fact]
    public void An_assembly_of_another_version_is_not_loaded()
    {
        File.Copy(typeof(FactAttribute).Assembly.Location, Assembly);
        AssertProblem("the program of 0.1.0");
    }

    private string Assembly => Path.Combine(_folder.FullName, "WireProxy.Audit.LiteDb.dll");

    private void AssertProblem(string problem)
    {
        var store = new StoreAssembly(_folder.FullName);
        string found = store.FindProblem()!;
        Assert.Contains(problem, found, StringComparison.Ordinal);
        Assert.Contains(Assembly, found, StringComparison.Ordinal);
        Assert.EndsWith($"'dotnet publish -c Release src/Audit.LiteDb -o {_folder.FullName}'", found, StringComparison.Ordinal);
        Assert.Equal(found, Assert.Throws<AuditStoreException>(store.Load).Message);
    }
}
