using System.Runtime.InteropServices;

namespace WireProxy.Sql.Tests.Oracle;

/// <summary>PostgreSQL's own parser, from Debian's libpg-query1504.0.</summary>
internal static class PgQuery
{
    private const string Library = "libpg_query.so.1504.0";

    private static readonly bool IsInstalled = NativeLibrary.TryLoad(Library, out _);

    /// <summary>The parse tree as JSON, or null where PostgreSQL refuses the text.</summary>
    public static string? Parse(byte[] text)
    {
        RequireLibrary();
        ParseResult result = pg_query_parse(Terminated(text));
        try
        {
            return result.Error == 0 ? Marshal.PtrToStringUTF8(result.Tree) : null;
        }
        finally
        {
            pg_query_free_parse_result(result);
        }
    }

    /// <summary>PL/pgSQL's own tree of a CREATE FUNCTION or DO as JSON, or null where it refuses the code.</summary>
    public static string? ParsePlpgsql(byte[] text)
    {
        RequireLibrary();
        PlpgsqlResult result = pg_query_parse_plpgsql(Terminated(text));
        try
        {
            return result.Error == 0 ? Marshal.PtrToStringUTF8(result.Functions) : null;
        }
        finally
        {
            pg_query_free_plpgsql_parse_result(result);
        }
    }

    /// <summary>The statements of a text by PostgreSQL's scanner alone, so that one bad statement does not lose the rest.</summary>
    public static IEnumerable<byte[]> Split(byte[] text)
    {
        var statements = new List<byte[]>();
        RequireLibrary();
        SplitResult result = pg_query_split_with_scanner(Terminated(text));
        for (int i = 0; result.Error == 0 && i < result.Count; i++)
        {
            nint statement = Marshal.ReadIntPtr(result.Statements, i * nint.Size);
            int start = Marshal.ReadInt32(statement);
            statements.Add(text.AsSpan(start, Marshal.ReadInt32(statement, sizeof(int))).ToArray());
        }
        pg_query_free_split_result(result);
        return statements;
    }

    /// <summary>The places of the tokens, without comments; null where PostgreSQL's scanner refuses the text.</summary>
    public static IReadOnlyList<(int Start, int End)>? Scan(byte[] text)
    {
        RequireLibrary();
        ScanResult result = pg_query_scan(Terminated(text));
        try
        {
            if (result.Error != 0)
                return null;
            var message = new byte[(int)result.Length];
            Marshal.Copy(result.Data, message, 0, message.Length);
            return ScannedTokens.Read(message);
        }
        finally
        {
            pg_query_free_scan_result(result);
        }
    }

    private static void RequireLibrary()
    {
        if (!IsInstalled)
            throw new InvalidOperationException($"{Library} is missing: install Debian's libpg-query1504.0, as test.sh does.");
    }

    private static byte[] Terminated(byte[] text) => [.. text, 0];

    [StructLayout(LayoutKind.Sequential)]
    private struct ParseResult
    {
        public nint Tree;
        public nint Messages;
        public nint Error;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ScanResult
    {
        public nint Length;
        public nint Data;
        public nint Messages;
        public nint Error;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PlpgsqlResult
    {
        public nint Functions;
        public nint Error;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct SplitResult
    {
        public nint Statements;
        public int Count;
        public nint Messages;
        public nint Error;
    }

#pragma warning disable SYSLIB1054, CA5392, IDE1006 // the library's own names; tests only
    [DllImport(Library)]
    private static extern ParseResult pg_query_parse(byte[] text);

    [DllImport(Library)]
    private static extern void pg_query_free_parse_result(ParseResult result);

    [DllImport(Library)]
    private static extern PlpgsqlResult pg_query_parse_plpgsql(byte[] text);

    [DllImport(Library)]
    private static extern void pg_query_free_plpgsql_parse_result(PlpgsqlResult result);

    [DllImport(Library)]
    private static extern ScanResult pg_query_scan(byte[] text);

    [DllImport(Library)]
    private static extern void pg_query_free_scan_result(ScanResult result);

    [DllImport(Library)]
    private static extern SplitResult pg_query_split_with_scanner(byte[] text);

    [DllImport(Library)]
    private static extern void pg_query_free_split_result(SplitResult result);
#pragma warning restore SYSLIB1054, CA5392, IDE1006
}
