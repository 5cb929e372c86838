using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>DROP, by the class of the object.</summary>
internal static class DropParser
{
    public static StatementKind Drop(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Drop);
        cursor.Advance();
        if (ObjectClasses.TryTakeRelation(ref cursor))
        {
            cursor.Accept(PostgresKeyword.Concurrently);
            DefinitionParser.IfExists(ref cursor);
            NameReader.Targets(ref cursor, summary, AccessMode.Write);
        }
        else if (ObjectClasses.IsNamedOnRelation(cursor.Keyword))
        {
            cursor.Advance();
            DefinitionParser.NameOnRelation(ref cursor, summary);
        }
        else if (cursor.Accept(PostgresKeyword.Schema))
        {
            DefinitionParser.IfExists(ref cursor);
            NameReader.Schemas(ref cursor, summary, AccessMode.Write);
        }
        else if (cursor.Is(PostgresKeyword.Owned))
            summary.TouchEvery(null, AccessMode.Write);
        else if (!ObjectClasses.IsWithoutRelation(cursor.Keyword))
            summary.Partial("it drops an object of an unknown class");
        DefinitionParser.SkipRest(ref cursor, summary);
        return StatementKind.Drop;
    }
}
