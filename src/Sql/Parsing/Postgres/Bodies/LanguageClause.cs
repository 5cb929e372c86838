using System.Text;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies;

/// <summary><c>LANGUAGE name</c>, of CREATE FUNCTION and DO.</summary>
internal static class LanguageClause
{
    /// <summary>Reads the name behind the word: an identifier, or a literal whose case counts.</summary>
    public static CodeLanguage Read(ref TokenCursor cursor)
    {
        byte[]? literal = cursor.Current.IsString ? LiteralBytes.Read(cursor.Text, cursor.Current, cursor.Backslash) : null;
        string? name = literal is null ? PostgresName.Read(cursor.Text, cursor.Current) : Encoding.UTF8.GetString(literal);
        cursor.Advance();
        return name switch
        {
            "sql" => CodeLanguage.Sql,
            "plpgsql" => CodeLanguage.Plpgsql,
            "c" => CodeLanguage.C,
            "internal" => CodeLanguage.Internal,
            _ => CodeLanguage.Unknown,
        };
    }
}
