using WireProxy.Audit.Records;
using WireProxy.Transport;

namespace WireProxy.Replay.Sandbox;

/// <summary>What sending a recorded client's messages to a sandbox needs to know of the session's protocol.</summary>
internal interface ISandboxProtocol
{
    /// <summary>
    /// Takes the records of the login, one after the other; returns the server bytes of the last one that come behind it, or null
    /// while the login goes on.
    /// </summary>
    ReadOnlyMemory<byte>? ReadLogin(StoredRecord record);

    /// <summary>Logs in, as what the recorded client asked to be except for who it is.</summary>
    /// <exception cref="SandboxException">The sandbox does not let it in, or can not take the recorded server's place.</exception>
    Task LogInAsync(WireConnection server, SandboxLogin login, CancellationToken cancellationToken);

    /// <summary>Policy refused the message that stands here in the recorded client's bytes: it will not be sent.</summary>
    void Refused(long offset);

    /// <summary>A prepared statement got a number from the recorded server.</summary>
    void RecordedNumber(long statement, uint number);

    /// <summary>A prepared statement got a number from the sandbox.</summary>
    void LiveNumber(long statement, uint number);

    /// <summary>What is sent for these bytes of the recorded client, the next after those of the last call.</summary>
    /// <param name="recorded">The bytes.</param>
    /// <param name="transfer">Whether the sandbox has asked for all the files that the recorded server had asked for.</param>
    OutgoingBytes Outgoing(ReadOnlyMemory<byte> recorded, TransferState transfer);

    /// <summary>Why the statement whose message stands here was not sent, or not as it was recorded.</summary>
    Unsent RefusalOf(long offset);

    /// <summary>Ends a transfer that the sandbox has asked for and the recording does not have.</summary>
    byte[] EndTransfer();
}

/// <summary>What goes to a sandbox.</summary>
/// <param name="Sent">The bytes.</param>
/// <param name="Read">What the sandbox's answer is taken to answer: the same, or a message of the kind that was replaced.</param>
internal readonly record struct OutgoingBytes(byte[] Sent, byte[] Read);

/// <summary>Whether a server waits for bulk data.</summary>
internal enum TransferState : byte
{
    Asked,
    NotAsked,
}

/// <summary>How to log in to a sandbox.</summary>
/// <param name="User">Null is the recorded user.</param>
/// <param name="Password">Empty is none.</param>
/// <param name="Database">Null is the recorded database.</param>
/// <param name="Tls">Starts TLS where it is asked for.</param>
internal sealed record SandboxLogin(string? User, string Password, string? Database, UpstreamConnector Tls);

/// <summary>Why a session can not be replayed to a sandbox.</summary>
internal sealed class SandboxException(string message) : Exception(message);
