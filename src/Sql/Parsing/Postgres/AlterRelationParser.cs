using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>ALTER TABLE, VIEW, INDEX, SEQUENCE and their kin: the relation and the actions on it.</summary>
internal static class AlterRelationParser
{
    public static void Relation(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Is(PostgresKeyword.All, PostgresKeyword.In))
            summary.TouchEvery(null, AccessMode.Write);
        else
        {
            DefinitionParser.IfExists(ref cursor);
            NameReader.Target(ref cursor, summary, AccessMode.Write);
        }
        do
        {
            Action(ref cursor, summary);
            DefinitionParser.Element(ref cursor, summary);
        }
        while (cursor.Accept(TokenKind.Comma));
    }

    /// <summary>Takes the start of an action; what is left of it are expressions and references.</summary>
    private static void Action(ref TokenCursor cursor, SummaryBuilder summary)
    {
        switch (cursor.Keyword)
        {
            case PostgresKeyword.Add:
                Add(ref cursor, summary);
                break;
            case PostgresKeyword.Alter:
                AlterColumn(ref cursor, summary);
                break;
            case PostgresKeyword.Attach or PostgresKeyword.Detach when cursor.Next.Keyword == PostgresKeyword.Partition:
                cursor.Advance(2);
                NameReader.Target(ref cursor, summary, AccessMode.Write);
                summary.StoresWhatItReads();
                DefinitionParser.Tail(ref cursor, summary);
                break;
            case PostgresKeyword.Inherit:
                cursor.Advance();
                NameReader.Target(ref cursor, summary, AccessMode.Read);
                summary.StoresWhatItReads();
                break;
            case PostgresKeyword.No when cursor.Next.Keyword == PostgresKeyword.Inherit:
                cursor.Advance(2);
                NameReader.Target(ref cursor, summary, AccessMode.Read);
                break;
            case PostgresKeyword.Rename:
            case PostgresKeyword.Set when cursor.Next.Keyword == PostgresKeyword.Schema:
                // What was stored under one name is from now on found under another.
                summary.StoresWhatItReads();
                break;
            case PostgresKeyword.Set or PostgresKeyword.Reset or PostgresKeyword.Options
                when cursor.Next.Kind == TokenKind.OpenParen:
                cursor.Advance();
                Parentheses.Skip(ref cursor, summary);
                break;
            case PostgresKeyword.Merge or PostgresKeyword.Split when cursor.Next.IsWord:
                summary.Partial("it merges or splits partitions");
                break;
        }
    }

    /// <summary><c>ADD [COLUMN] [IF NOT EXISTS] name type ...</c>; constraints start with reserved words.</summary>
    private static void Add(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        cursor.Accept(PostgresKeyword.Column);
        DefinitionParser.IfExists(ref cursor);
        if (!cursor.Current.IsColumnName || cursor.Is(PostgresKeyword.Exclude, PostgresKeyword.Using))
            return;
        TableElementParser.Column(ref cursor, summary);
        // A generated column takes its values from others.
        if (HasGenerated(cursor))
            summary.StoresWhatItReads();
    }

    private static bool HasGenerated(in TokenCursor cursor)
    {
        TokenCursor ahead = cursor;
        while (!ahead.AtStatementEnd && ahead.Kind != TokenKind.Comma)
        {
            if (ahead.Is(PostgresKeyword.Generated))
                return true;
            ahead.Advance();
        }
        return false;
    }

    /// <summary><c>ALTER [COLUMN] name [SET DATA] TYPE type [USING expression]</c> and the other column actions.</summary>
    private static void AlterColumn(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        cursor.Accept(PostgresKeyword.Column);
        cursor.Advance();
        if (cursor.Is(PostgresKeyword.Set, PostgresKeyword.Data))
            cursor.Advance(2);
        if (cursor.Accept(PostgresKeyword.Type))
        {
            TypeParser.Skip(ref cursor, summary);
            while (cursor.Kind is TokenKind.OpenBracket)
                ExpressionParser.Subscript(ref cursor, summary);
            if (cursor.Accept(PostgresKeyword.Collate))
                NameReader.Any(ref cursor, summary);
            if (cursor.Is(PostgresKeyword.Using))
                summary.StoresWhatItReads();
        }
        else if (cursor.Keyword is PostgresKeyword.Set or PostgresKeyword.Reset or PostgresKeyword.Options
            && cursor.Next.Kind == TokenKind.OpenParen)
        {
            cursor.Advance();
            Parentheses.Skip(ref cursor, summary);
        }
        else if (cursor.Is(PostgresKeyword.Set) || cursor.Is(PostgresKeyword.Add))
        {
            cursor.Advance();
            if (cursor.Is(PostgresKeyword.Expression))
                summary.StoresWhatItReads();
        }
    }
}
