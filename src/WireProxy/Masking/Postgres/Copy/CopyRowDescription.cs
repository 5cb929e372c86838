using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Masking.Postgres.Copy;

/// <summary>
/// The RowDescription that a COPY TO STDOUT would have if the protocol had one: that of a query for the same columns, in
/// the format of the COPY, and without the generated columns that COPY leaves out.
/// </summary>
internal static class CopyRowDescription
{
    /// <param name="query">The body of the query's RowDescription.</param>
    /// <param name="format">How the COPY writes values.</param>
    /// <param name="isCopied">Whether the COPY has the column.</param>
    public static byte[] Of(ReadOnlySpan<byte> query, FieldFormat format, Func<uint, short, bool> isCopied)
    {
        var writer = new MessageWriter();
        int count = 0;
        foreach (RowDescriptionField field in RowDescription.Read(query))
            count += isCopied(field.TableOid, field.AttributeNumber) ? 1 : 0;
        writer.Begin(BackendMessageCode.RowDescription).Int16(count);
        foreach (RowDescriptionField field in RowDescription.Read(query))
        {
            if (!isCopied(field.TableOid, field.AttributeNumber))
                continue;
            writer.CString(field.Name).Int32((int)field.TableOid).Int16(field.AttributeNumber)
                .Int32((int)field.TypeOid).Int16(field.TypeLength).Int32(field.TypeModifier).Int16((int)format);
        }
        return writer.End()[FrameHeader.Size..].ToArray();
    }
}
