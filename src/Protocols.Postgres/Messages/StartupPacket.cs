using System.Buffers.Binary;

namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>
/// The header of a packet before authentication: <c>Int32 length, Int32 code</c>, where the code is a protocol version
/// or one of three request codes (protocol 3, "Message Formats").
/// </summary>
/// <param name="Length">The whole packet, in bytes, with its length word.</param>
/// <param name="Code">Protocol version or request code.</param>
public readonly record struct StartupPacket(int Length, int Code)
{
    /// <summary>Bytes of length word and code.</summary>
    public const int HeaderSize = 8;

    /// <summary>The longest packet that the server reads; a longer one is dropped without an answer.</summary>
    public const int MaxLength = 10004;

    private const int TlsRequestCode = 80877103;
    private const int GssEncryptionRequestCode = 80877104;
    private const int CancelRequestCode = 80877102;

    public StartupRequest Request => Code switch
    {
        TlsRequestCode => StartupRequest.Tls,
        GssEncryptionRequestCode => StartupRequest.GssEncryption,
        CancelRequestCode => StartupRequest.Cancel,
        _ => StartupRequest.Startup,
    };

    public ProtocolVersion Version => new(Code);

    /// <summary>Whether the server would read a packet of this length at all.</summary>
    public bool IsLengthValid => Length is >= HeaderSize and <= MaxLength;

    /// <summary>Reads the header at the start of <paramref name="bytes"/>, which holds at least <see cref="HeaderSize"/> bytes.</summary>
    public static StartupPacket Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadInt32BigEndian(bytes), BinaryPrimitives.ReadInt32BigEndian(bytes[4..]));

    /// <summary>The eight bytes that ask a server for TLS.</summary>
    public static ReadOnlySpan<byte> TlsRequest => [0, 0, 0, 8, 0x04, 0xD2, 0x16, 0x2F];
}
