using System.Collections.Immutable;
using System.Text;
using WireProxy.Masking.MySql.Catalog;
using WireProxy.Protocols.MySql.Rows;
using WireProxy.Sessions.MySql.Statements;

namespace WireProxy.Sessions.MySql.Masked;

/// <summary>Reads the definitions of some objects over the session. If it fails they stay unknown, which masks them.</summary>
internal sealed class CatalogReading(ImmutableArray<ObjectName> names, DefinitionSet definitions) : IServerQuestion
{
    private readonly byte[] _text = Encoding.ASCII.GetBytes(CatalogQuestion.For(names));
    private readonly CatalogAnswer _answer = new(names);

    public ReadOnlySpan<byte> Text => _text;

    public void AddRow(ReadOnlySpan<byte> row) => _answer.AddRow(TextRow.Read(row, CatalogAnswer.Columns));

    public void End(QuestionOutcome outcome)
    {
        if (outcome == QuestionOutcome.Answered)
            definitions.Add(_answer.Finish());
    }
}
