namespace WireProxy.Sql.Tests.Oracle;

/// <summary>What <see cref="TokenMutator"/> needs of a dialect.</summary>
internal interface IMutatedDialect
{
    /// <summary>Pieces of statements that change what a statement does.</summary>
    IReadOnlyList<string> Fragments { get; }

    List<string> Tokens(byte[] text);

    string Keyword(Random random);
}
