using WireProxy.Audit.Records;
using WireProxy.Transport;

namespace WireProxy.Replay.Driver;

/// <summary>What playing a recorded server to a driver needs to know of the session's protocol.</summary>
internal interface IDriverProtocol
{
    /// <summary>
    /// Reads the login of the recording and gives the driver the same outcome without authentication: the recorded secrets are
    /// zeros. Null when the connection was not for a session.
    /// </summary>
    Task<DriverLogin?> LogInAsync(WireConnection driver, IAsyncEnumerator<StoredRecord> records, CancellationToken cancellationToken);

    /// <summary>Tells the messages of a client apart.</summary>
    IClientMessages Messages();
}

/// <summary>Tells the messages of a client apart, to count them and to say which one differs.</summary>
internal interface IClientMessages
{
    /// <summary>Bytes of the message that has begun and not ended.</summary>
    long Begun { get; }

    /// <summary>Takes the next bytes; returns how many messages ended in them.</summary>
    int Take(ReadOnlySpan<byte> bytes);

    /// <summary>Names a message by its first bytes, of which there is one at least.</summary>
    string Describe(ReadOnlySpan<byte> start);

    /// <summary>Whether this is the message with which a client leaves.</summary>
    bool IsFarewell(ReadOnlySpan<byte> bytes);

    /// <summary>The bytes that tell the client how it differs, behind what was taken.</summary>
    byte[] Farewell(string difference);
}

/// <summary>How a driver's login went.</summary>
/// <param name="ClientBytes">Bytes of the recorded client's login.</param>
/// <param name="AfterLogin">Server bytes that the recording holds in the same record behind the login.</param>
internal sealed record DriverLogin(long ClientBytes, ReadOnlyMemory<byte> AfterLogin)
{
    /// <summary>Why the driver can not take the recorded client's place.</summary>
    public string? Difference { get; private init; }

    /// <summary>The bytes that tell the driver so.</summary>
    public ReadOnlyMemory<byte> Farewell { get; private init; }

    /// <summary>The recorded login was refused, and so was this one: there is nothing after it.</summary>
    public static DriverLogin Refused { get; } = new(-1, default);

    public static DriverLogin Differing(string difference, ReadOnlyMemory<byte> farewell) =>
        new(-1, default) { Difference = difference, Farewell = farewell };
}
