namespace WireProxy.Sql.Tests.Oracle;

/// <summary>Reads libpg_query's ScanResult message (protobuf): field 2 repeats { 1: start, 2: end, 4: token, 5: keyword kind }.</summary>
internal static class ScannedTokens
{
    /// <summary>The numbers of SQL_COMMENT and C_COMMENT in version 15.</summary>
    private const ulong LineComment = 275;
    private const ulong BlockComment = 276;

    public static IReadOnlyList<(int Start, int End)> Read(ReadOnlySpan<byte> message)
    {
        var tokens = new List<(int, int)>();
        while (!message.IsEmpty)
        {
            ulong tag = Number(ref message);
            if ((tag & 7) == 0)
            {
                Number(ref message);
                continue;
            }
            int length = (int)Number(ref message);
            if (tag >> 3 == 2)
                Token(message[..length], tokens);
            message = message[length..];
        }
        return tokens;
    }

    private static void Token(ReadOnlySpan<byte> message, List<(int, int)> tokens)
    {
        Span<ulong> fields = stackalloc ulong[8];
        while (!message.IsEmpty)
        {
            ulong tag = Number(ref message);
            fields[(int)(tag >> 3)] = Number(ref message);
        }
        if (fields[4] is not (LineComment or BlockComment))
            tokens.Add(((int)fields[1], (int)fields[2]));
    }

    private static ulong Number(ref ReadOnlySpan<byte> message)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = message[0];
            message = message[1..];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
