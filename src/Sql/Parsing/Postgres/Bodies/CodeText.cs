using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Postgres.Bodies.Plpgsql;

namespace WireProxy.Sql.Parsing.Postgres.Bodies;

/// <summary>
/// Reads code in a literal: the body of a routine, the code of a DO, a dynamic statement. What it does counts for the
/// statement that carries it.
/// </summary>
internal static class CodeText
{
    public static void Read(in TokenCursor cursor, Token literal, CodeLanguage language, SummaryBuilder summary)
    {
        if (language is CodeLanguage.Unknown)
            summary.Partial("its code is in a language that is not read");
        else if (LiteralBytes.Read(cursor.Text, literal, cursor.Backslash) is not { } code)
            summary.Partial("its code is in a literal that can not be read");
        else if (language == CodeLanguage.Internal)
            Symbol(code, summary);
        else if (language != CodeLanguage.C)
            Read(cursor, code, language, summary);
    }

    /// <summary>
    /// The session that runs the code may read it under another <c>standard_conforming_strings</c> than the one that sends
    /// it: where that makes a difference, both readings count.
    /// </summary>
    private static void Read(in TokenCursor cursor, byte[] code, CodeLanguage language, SummaryBuilder summary)
    {
        Pass(cursor, code, cursor.Backslash, language, summary);
        if (!DependsOnSetting(code, cursor.Backslash))
            return;
        BackslashInLiteral other = cursor.Backslash == BackslashInLiteral.Escapes ? BackslashInLiteral.Ordinary : BackslashInLiteral.Escapes;
        Pass(cursor, code, other, language, summary);
    }

    private static bool DependsOnSetting(byte[] code, BackslashInLiteral backslash)
    {
        if (!code.AsSpan().Contains((byte)'\\'))
            return false;
        var lexer = new PostgresLexer(code, LexicalContext.PostgresDefault with { Backslash = backslash });
        for (Token token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (LiteralBytes.DependsOnSetting(code, token))
                return true;
        }
        return false;
    }

    private static void Pass(
        in TokenCursor outer, byte[] code, BackslashInLiteral backslash, CodeLanguage language, SummaryBuilder summary)
    {
        if (!summary.TryTakeCode(code.Length))
        {
            summary.Partial("its code is too long");
            return;
        }
        ColumnWatch? watch = summary.Watch;
        summary.Watch = null;
        var cursor = new TokenCursor(code, outer, backslash);
        if (!cursor.TryEnter())
            Unread.NestedTooDeep(ref cursor, summary);
        else if (language == CodeLanguage.Sql)
            SqlCode.Statements(ref cursor, summary);
        else
            BlockParser.Code(ref cursor, summary);
        if (cursor.PassedInvalidToken)
            summary.Partial("its code has a character or literal that can not be read");
        summary.Watch = watch;
    }

    /// <summary>A function of the server under a new name.</summary>
    private static void Symbol(byte[] code, SummaryBuilder summary)
    {
        var function = new SqlName("pg_catalog", Encoding.UTF8.GetString(code).Trim());
        summary.Call(function);
        OpaqueFunctions.Judge(function, summary);
    }
}
