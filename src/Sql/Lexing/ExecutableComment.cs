namespace WireProxy.Sql.Lexing;

/// <summary>
/// The head of a comment whose content some servers execute: <c>/*!</c>, <c>/*!50700</c>, <c>/*M!100300</c>.
/// </summary>
/// <param name="Mark">Which servers it addresses.</param>
/// <param name="Number">The least version that executes it; 0 where it names none.</param>
/// <param name="Length">The bytes of the head.</param>
/// <param name="Form">Whether servers of one family read the head differently.</param>
internal readonly record struct ExecutableComment(CommentMark Mark, int Number, int Length, VersionForm Form)
{
    /// <summary>MariaDB skips what is addressed to MySQL 5.7 and later.</summary>
    private const int FirstForMySqlOnly = 50700;

    private const int LastForMySqlOnly = 99999;

    /// <summary>Reads the head at the place of a <c>/*</c>, or null where this is a plain comment.</summary>
    public static ExecutableComment? Read(ReadOnlySpan<byte> text, int start)
    {
        ReadOnlySpan<byte> head = text[(start + 2)..];
        if (head.IsEmpty || (head[0] != '!' && !head.StartsWith("M!"u8)))
            return null;
        var mark = head[0] == '!' ? CommentMark.Any : CommentMark.MariaDb;
        int digitsAt = mark == CommentMark.Any ? 1 : 2;
        int digits = 0;
        while (digits < 6 && digitsAt + digits < head.Length && MySqlCharacters.IsDigit(head[digitsAt + digits]))
            digits++;
        if (digits < 5)
            return new ExecutableComment(mark, 0, 2 + digitsAt, VersionForm.Plain);
        int number = 0;
        foreach (byte digit in head.Slice(digitsAt, digits))
            number = (number * 10) + (digit - '0');
        int after = digitsAt + digits;
        // MySQL 9 reads a sixth digit as code unless white space follows it, MariaDB and some MySQL 8 do not.
        bool isDisputed = digits == 6 && !(after < head.Length && MySqlCharacters.IsSpace(head[after]));
        return new ExecutableComment(mark, number, 2 + after, isDisputed ? VersionForm.Disputed : VersionForm.Plain);
    }

    /// <summary>The head as the server takes it; null where that is not known for its release.</summary>
    public ExecutableComment? As(ServerVersion server)
    {
        if (Form == VersionForm.Plain || server.Family == ServerFamily.MariaDb)
            return this;
        return server.Number >= 90000 ? this with { Number = Number / 10, Length = Length - 1, Form = VersionForm.Plain } : null;
    }

    public CommentReading ReadingBy(ServerVersion server)
    {
        if (server.Family == ServerFamily.MySql)
            return Mark == CommentMark.MariaDb || Number > server.Number ? CommentReading.Comment : CommentReading.Code;
        bool isForOthers = Mark == CommentMark.Any && Number is >= FirstForMySqlOnly and <= LastForMySqlOnly;
        return isForOthers || Number > server.Number ? CommentReading.Comment : CommentReading.Code;
    }
}

/// <summary>Whom an executable comment addresses.</summary>
internal enum CommentMark : byte
{
    Any,
    MariaDb,
}

/// <summary>Whether all releases of MySQL agree where the version number ends.</summary>
internal enum VersionForm : byte
{
    Plain,
    Disputed,
}

/// <summary>How a server takes the content of an executable comment.</summary>
internal enum CommentReading : byte
{
    Comment,
    Code,
}
