using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>COM_STMT_SEND_LONG_DATA: a piece of a parameter's value. It gets no reply, not even an error.</summary>
public readonly ref struct SendLongDataRequest
{
    /// <summary>Command, statement and parameter.</summary>
    public const int HeaderSize = 7;

    private SendLongDataRequest(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        reader.Expect((byte)CommandCode.StmtSendLongData);
        StatementId = reader.ReadUInt32();
        Parameter = reader.ReadUInt16();
        Data = reader.ReadRest();
    }

    public uint StatementId { get; }

    public ushort Parameter { get; }

    /// <summary>As much of it as the payload given has.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>Reads the command, of which <see cref="HeaderSize"/> bytes suffice.</summary>
    /// <exception cref="MySqlProtocolException">The payload is no such command.</exception>
    public static SendLongDataRequest Read(ReadOnlySpan<byte> payload) => new(payload);
}
