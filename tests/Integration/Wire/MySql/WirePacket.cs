namespace WireProxy.Integration.Wire.MySql;

/// <summary>One payload, put together from its chunks, and the sequence number of the first and the count of them.</summary>
internal sealed record WirePacket(int Sequence, byte[] Payload, int Chunks = 1)
{
    public int First => Payload.Length == 0 ? -1 : Payload[0];

    public bool IsError => First == 0xFF && !IsProgress;

    /// <summary>MariaDB's report on a long statement, in the shape of an error that it is not.</summary>
    public bool IsProgress => Payload is [0xFF, 0xFF, 0xFF, ..];

    /// <summary>EOF, or the OK in its place: a row may start with the same byte, but is longer than any of them.</summary>
    public bool IsTerminator(Capabilities capabilities) =>
        First == 0xFE && Payload.Length < (capabilities.HasFlag(Capabilities.DeprecateEof) ? 0xFFFFFF : 9);

    /// <summary>The sequence number that the next packet must have.</summary>
    public int NextSequence => (Sequence + Chunks) & 0xFF;

    public byte[] ToBytes() => PacketBuffer.Frame(Payload, Sequence);
}

/// <summary>An ERR packet; no state before the login.</summary>
internal sealed record WireError(int Code, string? State, string Message)
{
    public static WireError From(byte[] payload)
    {
        var cursor = new PayloadCursor(payload, at: 1);
        int code = cursor.Int16();
        string text = System.Text.Encoding.UTF8.GetString(cursor.Rest());
        return text is ['#', _, _, _, _, _, ..] ? new WireError(code, text[1..6], text[6..]) : new WireError(code, null, text);
    }

    public override string ToString() => $"E:{Code}";
}
