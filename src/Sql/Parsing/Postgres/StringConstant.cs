using System.Text;
using WireProxy.Sql.Parsing.Postgres.Bodies;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Reads the value of a string literal, where it is in ASCII.</summary>
internal static class StringConstant
{
    public static string? Read(in TokenCursor cursor) =>
        LiteralBytes.Read(cursor.Text, cursor.Current, cursor.Backslash) is { } value && Ascii.IsValid(value) && !value.AsSpan().Contains((byte)0)
            ? Encoding.ASCII.GetString(value)
            : null;
}
