using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>The start of COPY TO STDOUT: how many columns there are and how they are written, but not which.</summary>
/// <param name="Format">Binary, or one of the formats in text.</param>
/// <param name="Columns">Their number.</param>
public readonly record struct CopyOutResponse(FieldFormat Format, int Columns)
{
    /// <summary>Reads <c>Int8 format, Int16 count, Int16 * count formats</c>.</summary>
    /// <exception cref="PostgresProtocolException">The body is not exactly one CopyOutResponse, or its columns differ from it.</exception>
    public static CopyOutResponse Read(ReadOnlySpan<byte> body)
    {
        var reader = new PayloadReader(body);
        byte format = reader.ReadByte();
        int columns = reader.ReadCount();
        for (int i = 0; i < columns; i++)
        {
            if (reader.ReadInt16() != format)
                throw new PostgresProtocolException("a column of a COPY has a format of its own");
        }
        reader.End();
        return new CopyOutResponse(FormatCodes.Of(format), columns);
    }
}
