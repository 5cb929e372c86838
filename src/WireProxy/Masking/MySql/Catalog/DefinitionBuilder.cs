using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WireProxy.Masking.MySql.Catalog;

/// <summary>Puts the rows that describe one object together.</summary>
internal sealed class DefinitionBuilder(ObjectName name)
{
    // Engines whose tables hold their own rows. A table of another one may show what masked tables hold: MERGE those of
    // this server, FEDERATED, CONNECT and SPIDER those of any.
    private static readonly FrozenSet<string> OwnRows = FrozenSet.ToFrozenSet(
        ["InnoDB", "MyISAM", "Aria", "MEMORY", "CSV", "ARCHIVE", "BLACKHOLE", "ndbcluster", "ROCKSDB", "TokuDB", "Columnstore", "S3", "SEQUENCE", "PERFORMANCE_SCHEMA"],
        StringComparer.OrdinalIgnoreCase);

    private readonly ImmutableArray<ColumnText>.Builder _columns = ImmutableArray.CreateBuilder<ColumnText>();
    private readonly ImmutableArray<CodeText>.Builder _triggers = ImmutableArray.CreateBuilder<CodeText>();
    private RelationKind _kind;
    private string? _viewText;
    private RoutineExistence _existence;
    private CodeText? _body;

    /// <param name="part">What the texts describe.</param>
    /// <param name="texts">The four texts of a row of the answer.</param>
    public void Add(AnswerPart part, ReadOnlySpan<string?> texts)
    {
        switch (part)
        {
            case AnswerPart.Relation:
                _kind = KindOf(texts[0], texts[1]);
                break;
            case AnswerPart.Column:
                _columns.Add(Column(texts[0] ?? "", texts[1] ?? "", texts[2], texts[3]));
                break;
            case AnswerPart.View:
                _viewText = texts[0] is { Length: > 0 } text ? text : null;
                break;
            case AnswerPart.Trigger:
                _triggers.Add(new CodeText(texts[0] ?? "", texts[1] ?? ""));
                break;
            case AnswerPart.Routine:
                _existence = RoutineExistence.Present;
                _body = texts[2] == "SQL" && texts[0] is { } body ? new CodeText(body, texts[1] ?? "") : null;
                break;
        }
    }

    public ObjectDefinition Build()
    {
        if (name.Kind != ObjectKind.Relation)
            return new RoutineDefinition(_existence, _body);
        return _kind == RelationKind.Missing
            ? RelationDefinition.Missing
            : new RelationDefinition(_kind, _columns.ToImmutable(), _viewText, _triggers.ToImmutable());
    }

    private RelationKind KindOf(string? type, string? engine) => type switch
    {
        "VIEW" => RelationKind.View,
        "SYSTEM VIEW" => RelationKind.System,
        _ when SystemColumns.IsOwnDatabase(name.Database) => RelationKind.System,
        _ => engine is not null && OwnRows.Contains(engine) ? RelationKind.Table : RelationKind.Foreign,
    };

    /// <summary>
    /// MariaDB has no expression where there is none, MySQL an empty one, and says which of its defaults are expressions;
    /// MariaDB writes all of them as such.
    /// </summary>
    private static ColumnText Column(string column, string extra, string? expression, string? defaultValue)
    {
        bool isExpression = expression is null || extra.Contains("DEFAULT_GENERATED", StringComparison.OrdinalIgnoreCase);
        ColumnListing listing = extra.Contains("INVISIBLE", StringComparison.OrdinalIgnoreCase) ? ColumnListing.Invisible : ColumnListing.Listed;
        string? source = expression is { Length: > 0 } ? expression : isExpression ? defaultValue : null;
        return new ColumnText(column, source, listing);
    }
}
