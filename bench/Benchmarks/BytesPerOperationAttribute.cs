namespace WireProxy.Benchmarks;

/// <summary>Names the property that tells how many bytes one operation works on, for <see cref="ThroughputColumn"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class BytesPerOperationAttribute(string property) : Attribute
{
    public string Property { get; } = property;
}
