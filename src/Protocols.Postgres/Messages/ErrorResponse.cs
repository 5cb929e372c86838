using WireProxy.Protocols.Postgres.Framing;

namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>
/// A view of an ErrorResponse or NoticeResponse body. <see cref="Read"/> checks all of it, so enumerating can not fail.
/// </summary>
public readonly ref struct ErrorResponse
{
    // (Byte1 code, value\0)*, Byte1 0
    private readonly ReadOnlySpan<byte> _fields;

    private ErrorResponse(ReadOnlySpan<byte> fields) => _fields = fields;

    /// <exception cref="PostgresProtocolException">The body is not exactly one list of fields.</exception>
    public static ErrorResponse Read(ReadOnlySpan<byte> body)
    {
        var reader = new PayloadReader(body);
        while (reader.ReadByte() != 0)
            reader.ReadCString();
        reader.End();
        return new ErrorResponse(body);
    }

    /// <summary>The first field with this code; empty when there is none.</summary>
    public ReadOnlySpan<byte> this[ErrorResponseFieldCode code]
    {
        get
        {
            foreach (ErrorResponseField field in this)
            {
                if (field.Code == code)
                    return field.Value;
            }
            return default;
        }
    }

    public Enumerator GetEnumerator() => new(_fields);

    /// <summary>Walks the fields in order.</summary>
    public ref struct Enumerator
    {
        private PayloadReader _reader;

        internal Enumerator(ReadOnlySpan<byte> fields) => _reader = new PayloadReader(fields);

        public ErrorResponseField Current { get; private set; }

        public bool MoveNext()
        {
            byte code = _reader.Remaining == 0 ? (byte)0 : _reader.ReadByte();
            if (code == 0)
                return false;
            Current = new ErrorResponseField((ErrorResponseFieldCode)code, _reader.ReadCString());
            return true;
        }
    }
}
