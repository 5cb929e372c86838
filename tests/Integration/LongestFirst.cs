using Xunit.Abstractions;

namespace WireProxy.Integration;

/// <summary>Starts with the classes that take longest: none of them should run alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    // The ends of the names of collections, in order of their seconds; all others come behind.
    private static readonly string[] Long =
    [
        "Drivers.MySql.ScriptedDriverTests", Drivers.Postgres.PostgresDrivers.Collection, "Hostile.MySql.ServerFuzzTests", "Transparency.MySql.IdenticalBytesTests",
        "FalsePositives.Postgres.RegressionTests", "Recording.MySql.RawExportTests", "Recording.MySql.ExportTests", "Recording.Postgres.ExportTests",
        "Recording.Postgres.SandboxTests", "Hostile.Postgres.ClientFuzzTests", "Masking.Postgres.MaskedTypesTests", "Hostile.Postgres.ServerFuzzTests",
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderBy(Rank);

    private static int Rank(ITestCollection collection)
    {
        int place = Array.FindIndex(Long, name => collection.DisplayName.EndsWith(name, StringComparison.Ordinal));
        return place < 0 ? Long.Length : place;
    }
}
