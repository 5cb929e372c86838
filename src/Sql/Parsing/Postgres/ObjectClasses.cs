using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>The first words of the object classes of CREATE, ALTER, DROP, COMMENT and SECURITY LABEL.</summary>
internal static class ObjectClasses
{
    public static bool IsWithoutRelation(PostgresKeyword first) => first is PostgresKeyword.Access
        or PostgresKeyword.Aggregate or PostgresKeyword.Cast or PostgresKeyword.Collation or PostgresKeyword.Conversion
        or PostgresKeyword.Database or PostgresKeyword.Default or PostgresKeyword.Domain or PostgresKeyword.Event
        or PostgresKeyword.Extension or PostgresKeyword.Foreign or PostgresKeyword.Function or PostgresKeyword.Group
        or PostgresKeyword.Language or PostgresKeyword.Large or PostgresKeyword.Operator or PostgresKeyword.Procedural
        or PostgresKeyword.Procedure or PostgresKeyword.Publication or PostgresKeyword.Role or PostgresKeyword.Routine
        or PostgresKeyword.Schema or PostgresKeyword.Server or PostgresKeyword.Statistics or PostgresKeyword.Subscription
        or PostgresKeyword.System or PostgresKeyword.Tablespace or PostgresKeyword.Text or PostgresKeyword.Transform
        or PostgresKeyword.Type or PostgresKeyword.User;

    public static bool IsNamedOnRelation(PostgresKeyword first) =>
        first is PostgresKeyword.Trigger or PostgresKeyword.Rule or PostgresKeyword.Policy;

    /// <summary>Takes the words of a class whose objects are relations; false and nothing taken for any other.</summary>
    public static bool TryTakeRelation(ref TokenCursor cursor)
    {
        switch (cursor.Keyword)
        {
            case PostgresKeyword.Table or PostgresKeyword.View or PostgresKeyword.Index or PostgresKeyword.Sequence:
                cursor.Advance();
                return true;
            case PostgresKeyword.Materialized when cursor.Next.Keyword == PostgresKeyword.View:
            case PostgresKeyword.Foreign when cursor.Next.Keyword == PostgresKeyword.Table:
                cursor.Advance(2);
                return true;
            default:
                return false;
        }
    }
}
