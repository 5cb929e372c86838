using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using WireProxy.Masking;
using WireProxy.Masking.Postgres;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Masking.Postgres.Copy;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Protocols.Postgres.Values;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.Postgres;

/// <summary>The COPY TO STDOUT that runs in a session with masks: its columns are masked as those of a query would be.</summary>
internal sealed class MaskedCopyOut(PostgresSession session, RowPlanner planner) : IDisposable
{
    private CopyMask? _mask;

    /// <summary>Whether data comes that has to be rewritten.</summary>
    public bool IsMasking => _mask is not null;

    /// <summary>Plans a COPY that is about to send its data.</summary>
    /// <param name="description">What the server said of its columns.</param>
    /// <param name="response">How it announces the data.</param>
    /// <param name="catalog">What is known of the database.</param>
    /// <param name="outputs">What its statement says of the columns.</param>
    /// <param name="limit">The longest value that is held.</param>
    /// <returns>How its rows pass.</returns>
    /// <exception cref="MaskingException">Its columns are not known, or its data can not be read.</exception>
    public RowPlan Begin(CopyDescription description, CopyOutResponse response, CatalogSnapshot catalog, OutputMasks outputs, int limit)
    {
        End();
        CopyToClient copy = description.Judgement.Copy!;
        bool isBinary = copy.Layout.Format == CopyFormat.Binary;
        if (isBinary != (response.Format == FieldFormat.Binary))
            throw new MaskingException("a COPY announced another format than its statement asks for");
        if (!isBinary && copy.Layout.Encoding == CopyEncoding.Client && session.Lexical.Encoding != EncodingSafety.AsciiSafe)
            throw new MaskingException("the data of a masked COPY can not be read in the client's encoding");

        byte[] columns = Columns(description, response);
        RowPlan plan = planner.Plan(columns, catalog, outputs, ResultText(copy.Layout));
        if (plan.Rewriter is { } rewriter)
            _mask = CopyMask.For(copy.Layout, new CopyColumns(rewriter.Masks, Names(columns)), limit);
        return plan;
    }

    /// <summary>Writes what leaves for one CopyData, in one CopyData: clients take each for a row.</summary>
    public void Write(in ReceivedFrame frame, OutgoingBuffer outgoing)
    {
        outgoing.Replace(frame.Start, frame.End);
        int start = outgoing.ChangedLength;
        outgoing.GetSpan(FrameHeader.Size);
        outgoing.Advance(FrameHeader.Size);
        _mask!.Write(frame.Body, outgoing);
        int length = outgoing.ChangedLength - start;
        if (length == FrameHeader.Size)
        {
            outgoing.TakeBack(start);
            return;
        }
        Span<byte> header = outgoing.ChangedFrom(start);
        header[0] = (byte)BackendMessageCode.CopyData;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], length - 1);
    }

    /// <summary>All data was sent.</summary>
    /// <exception cref="MaskingException">It broke off.</exception>
    public void Complete()
    {
        _mask?.End();
        End();
    }

    /// <summary>No more data comes, be it complete or not.</summary>
    public void End()
    {
        _mask?.Dispose();
        _mask = null;
    }

    public void Dispose() => End();

    private static byte[] Columns(CopyDescription description, CopyOutResponse response)
    {
        if (description.Columns is not { } described)
            throw new MaskingException("a COPY TO began whose columns the server never described");
        byte[] columns = CopyRowDescription.Of(
            described, response.Format, (table, attribute) => !description.Generated.Contains((table, attribute)));
        return RowDescription.Read(columns).Count == response.Columns
            ? columns
            : throw new MaskingException("a COPY TO has another number of columns than the server described");
    }

    /// <summary>Values in another encoding than the client's are not counted by character.</summary>
    private ResultText ResultText(CopyLayout layout) => (layout.Format, layout.Encoding) switch
    {
        (_, CopyEncoding.Client) => session.Results,
        (CopyFormat.Binary, CopyEncoding.Utf8) => session.Results,
        (_, CopyEncoding.Utf8) => session.Results with { Characters = CharacterText.Utf8 },
        _ => session.Results with { Characters = CharacterText.Other },
    };

    private static ImmutableArray<string> Names(ReadOnlySpan<byte> columns)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (RowDescriptionField field in RowDescription.Read(columns))
            names.Add(Encoding.UTF8.GetString(field.Name));
        return names.DrainToImmutable();
    }
}
