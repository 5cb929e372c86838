using System.Collections.Frozen;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Notes a reference to a column, or to a whole row.</summary>
internal static class ColumnNote
{
    /// <summary>Built-in functions that <c>relation.name</c> calls with the whole row where no column has that name.</summary>
    private static readonly FrozenSet<string> WholeRowFunctions = FrozenSet.ToFrozenSet(
    [
        "any_value", "array_agg", "count", "hash_record", "json_agg", "json_agg_strict", "json_build_array", "json_build_object",
        "jsonb_agg", "jsonb_agg_strict", "jsonb_build_array", "jsonb_build_object", "num_nonnulls", "num_nulls",
        "pg_collation_for", "pg_column_compression", "pg_column_size", "pg_column_toast_chunk_id", "pg_typeof", "quote_literal",
        "quote_nullable", "record_out", "record_send", "row_to_json", "to_json", "to_jsonb", "concat",
    ]);

    /// <param name="column">Null for a whole row.</param>
    public static void Note(in TokenCursor cursor, SummaryBuilder summary, Token? qualifier, Token? column)
    {
        if (qualifier is null && summary.Watch is null)
            return;
        string? name = column is { } last ? NameReader.Spelling(cursor, last, summary) : null;
        if (qualifier is not null && name is not null)
        {
            summary.Attribute(name);
            if (WholeRowFunctions.Contains(name))
                summary.Call(new SqlName(null, name));
        }
        if (summary.Watch is { } watch)
            watch.NoteColumn(qualifier is { } relation ? NameReader.Spelling(cursor, relation, summary) : null, name);
    }
}
