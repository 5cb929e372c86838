using System.Buffers;
using System.Buffers.Binary;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Masking.Postgres.Copy;

/// <summary>The binary format (PostgreSQL, "COPY", Binary Format).</summary>
internal sealed class BinaryCopyMask(CopyColumns columns, int limit) : CopyMask
{
    // 11 bytes signature, Int32 flags, Int32 extension length, extension;
    // rows of Int16 count, count x (Int32 length or -1, bytes); Int16 -1
    private const int LongestWord = 11;
    private const short Trailer = -1;

    private readonly ValueRewriter?[] _masks = [.. columns.Masks];
    private readonly HeldBytes _held = new(limit);
    private readonly MaskedValue _masked = new();
    private readonly byte[] _word = new byte[LongestWord];
    private Part _part;
    private int _inWord;
    private int _remaining;
    private int _column;

    // The 0xFF in it is no UTF-8, so that it can not be written as text.
    private static ReadOnlySpan<byte> Signature =>
        [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0];

    public override void Write(ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        int kept = 0; // bytes before are written, or held
        for (int at = 0; at < data.Length;)
        {
            // The server sends whole rows; anything else is taken piece by piece.
            if (_part == Part.Count && _inWord == 0 && WholeRow(data[at..]) is > 0 and int row)
            {
                output.Write(data[kept..at]);
                WriteRow(data.Slice(at, row), output);
                kept = at += row;
                continue;
            }
            bool isMasked = _part is Part.Length or Part.Value && _masks[_column] is not null;
            int taken = IsWord ? TakeWord(data[at..]) : Math.Min(_remaining, data.Length - at);
            if (isMasked)
            {
                output.Write(data[kept..at]);
                kept = at + taken;
            }
            ReadOnlySpan<byte> piece = data.Slice(at, taken);
            at += taken;
            if (!IsWord)
                Continue(piece, output);
            else if (_inWord == WordLength)
                ReadWord(output);
        }
        output.Write(data[kept..]);
    }

    public override void End()
    {
        if (_part != Part.Ended)
            throw Malformed("it ends before its trailer");
    }

    public override void Dispose()
    {
        _held.Dispose();
        _masked.Dispose();
    }

    /// <summary>The length of the row that <paramref name="data"/> starts with, if all of it is here and well-formed; else 0.</summary>
    private int WholeRow(ReadOnlySpan<byte> data)
    {
        if (data.Length < sizeof(short) || BinaryPrimitives.ReadInt16BigEndian(data) != _masks.Length)
            return 0;
        int at = sizeof(short);
        foreach (ValueRewriter? mask in _masks)
        {
            if (data.Length - at < sizeof(int))
                return 0;
            int length = BinaryPrimitives.ReadInt32BigEndian(data[at..]);
            at += sizeof(int);
            if (length < ValueRewriter.Null || length > data.Length - at)
                return 0;
            if (mask is not null)
                _held.Check(length);
            at += Math.Max(length, 0);
        }
        return at;
    }

    private void WriteRow(ReadOnlySpan<byte> row, IBufferWriter<byte> output)
    {
        int at = sizeof(short), kept = 0;
        foreach (ValueRewriter? mask in _masks)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(row[at..]);
            int next = at + sizeof(int) + Math.Max(length, 0);
            if (mask is not null && length != ValueRewriter.Null)
            {
                output.Write(row[kept..at]);
                WriteMasked(row[(at + sizeof(int))..next], mask, output);
                kept = next;
            }
            at = next;
        }
        output.Write(row[kept..]);
    }

    private bool IsWord => _part is not (Part.Extension or Part.Value);

    private int WordLength => _part switch
    {
        Part.Signature => Signature.Length,
        Part.Count => sizeof(short),
        _ => sizeof(int),
    };

    private int TakeWord(ReadOnlySpan<byte> data)
    {
        if (_part == Part.Ended)
            throw Malformed("something follows its trailer");
        int taken = Math.Min(WordLength - _inWord, data.Length);
        data[..taken].CopyTo(_word.AsSpan(_inWord));
        _inWord += taken;
        return taken;
    }

    private void ReadWord(IBufferWriter<byte> output)
    {
        ReadOnlySpan<byte> word = _word.AsSpan(0, WordLength);
        _inWord = 0;
        switch (_part)
        {
            case Part.Signature:
                if (!word.SequenceEqual(Signature))
                    throw Malformed("it has another signature");
                _part = Part.Flags;
                break;
            case Part.Flags:
                // The upper half is for changes that a reader must know; OIDs of rows were one.
                if ((BinaryPrimitives.ReadUInt32BigEndian(word) & 0xFFFF_0000) != 0)
                    throw Malformed("it has flags that are not known");
                _part = Part.ExtensionLength;
                break;
            case Part.ExtensionLength:
                _remaining = BinaryPrimitives.ReadInt32BigEndian(word);
                if (_remaining < 0)
                    throw Malformed("its header has a negative length");
                _part = _remaining == 0 ? Part.Count : Part.Extension;
                break;
            case Part.Count:
                ReadCount(BinaryPrimitives.ReadInt16BigEndian(word));
                break;
            default:
                ReadLength(BinaryPrimitives.ReadInt32BigEndian(word), output);
                break;
        }
    }

    private void ReadCount(short count)
    {
        if (count != Trailer && count != _masks.Length)
            throw Malformed($"a row does not have the {_masks.Length} columns that were announced");
        _part = count == Trailer ? Part.Ended : Part.Length;
        _column = 0;
    }

    private void ReadLength(int length, IBufferWriter<byte> output)
    {
        if (length < ValueRewriter.Null)
            throw Malformed("a value has a negative length");
        if (_masks[_column] is not null && length == ValueRewriter.Null)
            WriteLength(length, output);
        else if (_masks[_column] is not null)
            _held.Check(length);
        _remaining = Math.Max(length, 0);
        _part = Part.Value;
        if (length == ValueRewriter.Null)
            NextColumn();
        else if (length == 0)
            Continue(default, output);
    }

    private void Continue(ReadOnlySpan<byte> piece, IBufferWriter<byte> output)
    {
        _remaining -= piece.Length;
        if (_part == Part.Extension)
        {
            _part = _remaining == 0 ? Part.Count : Part.Extension;
            return;
        }
        if (_masks[_column] is { } mask)
        {
            if (_remaining > 0 || _held.Length > 0)
                _held.Add(piece);
            if (_remaining == 0)
                WriteMasked(_held.Length > 0 ? _held.Span : piece, mask, output);
        }
        if (_remaining == 0)
            NextColumn();
    }

    private void WriteMasked(ReadOnlySpan<byte> value, ValueRewriter mask, IBufferWriter<byte> output)
    {
        bool hasValue = _masked.TryMask(mask, value, out ReadOnlySpan<byte> masked);
        WriteLength(hasValue ? masked.Length : ValueRewriter.Null, output);
        output.Write(masked);
        _held.Clear();
    }

    private static void WriteLength(int length, IBufferWriter<byte> output)
    {
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(sizeof(int)), length);
        output.Advance(sizeof(int));
    }

    private void NextColumn()
    {
        _column++;
        _part = _column == _masks.Length ? Part.Count : Part.Length;
    }

    /// <summary>What the next byte belongs to.</summary>
    private enum Part : byte
    {
        Signature,
        Flags,
        ExtensionLength,
        Extension,
        Count,
        Length,
        Value,
        Ended,
    }
}
