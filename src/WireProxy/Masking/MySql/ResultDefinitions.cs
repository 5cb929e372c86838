using System.Buffers;
using System.Buffers.Binary;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Masking.MySql;

/// <summary>The column definitions of one result as they came, put together so that a later result can be compared with them.</summary>
internal sealed class ResultDefinitions(CapabilityFlags capabilities)
{
    private readonly ArrayBufferWriter<byte> _bytes = new(512);

    public int Count { get; private set; }

    /// <summary>UInt32 length and the definition, for each.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    public void Clear()
    {
        _bytes.ResetWrittenCount();
        Count = 0;
    }

    public void Add(ReadOnlySpan<byte> definition)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(sizeof(int)), definition.Length);
        _bytes.Advance(sizeof(int));
        _bytes.Write(definition);
        Count++;
    }

    /// <summary>Takes over what was kept of an earlier result.</summary>
    public void Restore(ReadOnlySpan<byte> bytes, int count)
    {
        _bytes.ResetWrittenCount();
        _bytes.Write(bytes);
        Count = count;
    }

    public Enumerator GetEnumerator() => new(_bytes.WrittenSpan, capabilities);

    /// <summary>Walks the definitions in order.</summary>
    public ref struct Enumerator(ReadOnlySpan<byte> bytes, CapabilityFlags capabilities)
    {
        private ReadOnlySpan<byte> _rest = bytes;
        private ReadOnlySpan<byte> _current;

        /// <exception cref="MySqlProtocolException">It is none.</exception>
        public readonly ColumnDefinition Current => ColumnDefinition.Read(_current, capabilities);

        public bool MoveNext()
        {
            if (_rest.IsEmpty)
                return false;
            int length = BinaryPrimitives.ReadInt32LittleEndian(_rest);
            _current = _rest.Slice(sizeof(int), length);
            _rest = _rest[(sizeof(int) + length)..];
            return true;
        }
    }
}
