using System.Buffers.Binary;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>The formats of some values: none means all in text, one means that one for all.</summary>
/// <param name="codes">An Int16 for each.</param>
public readonly ref struct FormatCodes(ReadOnlySpan<byte> codes)
{
    private readonly ReadOnlySpan<byte> _codes = codes;

    /// <summary>How many there are, which need not be as many as there are values.</summary>
    public int Count => _codes.Length / sizeof(short);

    /// <summary>The format of a value; text of one that nothing is said of.</summary>
    public FieldFormat this[int value]
    {
        get
        {
            int at = Count == 1 ? 0 : value;
            return at < Count ? Of(BinaryPrimitives.ReadInt16BigEndian(_codes[(at * sizeof(short))..])) : FieldFormat.Text;
        }
    }

    /// <summary>For keeping them beyond the message.</summary>
    public byte[] ToArray() => _codes.ToArray();

    /// <summary>Reads <c>Int16 count, Int16 * count codes</c>.</summary>
    /// <exception cref="PostgresProtocolException">The body ends before, or a code is none.</exception>
    internal static FormatCodes Read(scoped ref PayloadReader reader)
    {
        var formats = new FormatCodes(reader.ReadBytes(reader.ReadCount() * sizeof(short)));
        for (int i = 0; i < formats.Count; i++)
            _ = formats[i];
        return formats;
    }

    internal static FieldFormat Of(int code) => code switch
    {
        0 => FieldFormat.Text,
        1 => FieldFormat.Binary,
        _ => throw new PostgresProtocolException($"invalid format code {code}"),
    };
}
