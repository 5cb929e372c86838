using System.Globalization;
using WireProxy.Policy;
using WireProxy.Protocols.MySql;

namespace WireProxy.Sessions.MySql;

/// <summary>A refused command: the error that the client gets in place of the server's answer to its substitute.</summary>
/// <param name="Code">MySQL's error number.</param>
/// <param name="SqlState">Its SQLSTATE.</param>
/// <param name="Message">For the client's eyes.</param>
internal sealed record Refusal(ushort Code, string SqlState, string Message)
{
    /// <summary>A command that does what no policy could judge, or that the proxy does not know (protocols reference 2.A).</summary>
    public static Refusal UnknownCommand { get; } = new(1047, "08S01", "Unknown command");

    /// <summary>The server asked for a file although the endpoint does not allow it, or the statement did not say so.</summary>
    public static Refusal LocalInfile { get; } = new(3948, "42000", "Loading local data is disabled by this proxy");

    /// <summary>The server would read the statement's text again, and differently.</summary>
    public static Refusal NeedsReprepare { get; } = new(1615, "HY000", "Prepared statement needs to be re-prepared");

    /// <summary>The server did not say how it reads texts.</summary>
    public static Refusal UnknownReading { get; } = new(1105, "HY000", "the statement can not be judged: the server does not tell its settings");

    /// <summary>The server's answer would have no end: <see cref="CursorRule"/>.</summary>
    public static Refusal CursorlessExecution { get; } =
        new(1235, "42000", "a statement that has run with a cursor can not run without one on this server: prepare it again");

    public static Refusal TooManyCursors(int limit) => new(1461, "42000", $"more than {limit} statements have run with a cursor in this session");

    /// <summary>Policy said no.</summary>
    public static Refusal For(Verdict verdict)
    {
        // No statement begins so: the server could only have said the same.
        if (verdict.SyntaxErrorAt is { } text)
            return new Refusal(1064, "42000", $"You have an error in your SQL syntax; check the manual of your server for the right syntax to use near '{text}' at line 1");
        string message = $"blocked by policy \"{verdict.Policy}\"";
        if (verdict.Message is { Length: > 0 } why)
            message += ": " + why;
        return new Refusal(1142, "42000", message);
    }

    /// <summary>Another caller's connection is none that this one may know of.</summary>
    public static Refusal UnknownThread(ulong thread) =>
        new(1094, "HY000", string.Create(CultureInfo.InvariantCulture, $"Unknown thread id: {thread}"));

    public static Refusal TooLong(int limit) =>
        new(1153, "08S01", $"the statement is over the limit of {limit} bytes that policy inspection allows (Limits:MaxInspectedFrameBytes)");

    public static Refusal Malformed(MySqlProtocolException violation) => new(violation.ErrorCode, violation.SqlState, violation.Message);

    public byte[] Packet(byte sequence) => ErrPackets.Of(sequence, Code, SqlState, Message);
}
