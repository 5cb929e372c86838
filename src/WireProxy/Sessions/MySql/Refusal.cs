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

    public byte[] Packet(byte sequence) => ErrPackets.Of(sequence, Code, SqlState, Message);
}
