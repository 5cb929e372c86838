using System.Buffers;
using System.Text;
using WireProxy.Masking;
using WireProxy.Masking.Postgres.Copy;
using WireProxy.Masking.Postgres.Values;
using WireProxy.Protocols.Postgres.Values;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Tests.Masking.Postgres.Values;

namespace WireProxy.Tests.Masking.Postgres.Copy;

/// <summary>Runs the data of a COPY through its masks, in one piece or in several.</summary>
internal static class Copied
{
    public const int Limit = 4096;

    /// <summary>The layout that these words behind STDOUT ask for.</summary>
    public static CopyLayout Layout(string options) =>
        PostgresAnalyzer.Analyze(Encoding.UTF8.GetBytes("copy t to stdout " + options), LexicalContext.PostgresDefault).Statements[0].Copy!.Layout;

    /// <summary>
    /// Columns by letters: <c>.</c> passes, <c>l</c> keeps the last four, <c>f</c> is full, <c>n</c> NULL, <c>h</c> a hash,
    /// <c>i</c> a full integer, <c>x</c> a constant that needs escapes.
    /// </summary>
    public static CopyColumns Columns(string letters, FieldFormat format = FieldFormat.Text) => new(
        [.. letters.Select(letter => MaskOf(letter, format))], [.. letters.Select((_, at) => $"c{at}")]);

    public static string Text(string options, string columns, string data) => Latin(Bytes(options, columns, Latin(data)));

    public static byte[] Bytes(string options, string columns, params byte[][] pieces)
    {
        CopyLayout layout = Layout(options);
        FieldFormat format = layout.Format == CopyFormat.Binary ? FieldFormat.Binary : FieldFormat.Text;
        using CopyMask mask = CopyMask.For(layout, Columns(columns, format), Limit);
        var output = new ArrayBufferWriter<byte>();
        foreach (byte[] piece in pieces)
            mask.Write(piece, output);
        mask.End();
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);

    public static string Latin(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    private static PostgresMask? MaskOf(char letter, FieldFormat format) => letter switch
    {
        '.' => null,
        'l' => Of(new MaskSpec(MaskKind.Last4), TypeOid.Text, format),
        'f' => Of(new MaskSpec(MaskKind.Full), TypeOid.Text, format),
        'n' => Of(new MaskSpec(MaskKind.Null), TypeOid.Text, format),
        'h' => Of(new MaskSpec(MaskKind.Hash), TypeOid.Text, format),
        'i' => Of(new MaskSpec(MaskKind.Full), TypeOid.Int4, format),
        _ => Of(new MaskSpec(MaskKind.Fixed) { Value = "a\tb\\\"c,\n'" }, TypeOid.Text, format),
    };

    private static PostgresMask Of(MaskSpec spec, uint type, FieldFormat format) => PostgresMask.For(spec, type, format, -1, Masked.Key);
}
