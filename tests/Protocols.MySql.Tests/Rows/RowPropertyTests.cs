using FsCheck;
using FsCheck.Fluent;
using WireProxy.Protocols.MySql.Rows;
using WireProxy.Protocols.MySql.Tests.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Tests.Rows;

/// <summary>Any row under any plan keeps what is not masked and shows nothing of what is.</summary>
public sealed class RowPropertyTests
{
    private static readonly FieldType[] AllTypes =
    [
        FieldType.Tiny, FieldType.Short, FieldType.Long, FieldType.LongLong, FieldType.Double, FieldType.Date,
        FieldType.DateTime, FieldType.Time, FieldType.NewDecimal, FieldType.Blob, FieldType.Json,
    ];

    private static readonly Gen<byte[]> AnyBytes = Gen.OneOf(
        ArbMap.Default.GeneratorFor<byte[]>(), Gen.Constant(new byte[250]), Gen.Constant(new byte[251]), Gen.Constant(new byte[70000]));

    private sealed record Column(FieldType Type, byte[]? Value, ScriptedMask? Mask)
    {
        public byte[]? Expected => Value is null || Mask is null ? Value : Mask.Replacement;
    }

    [Fact]
    public void Text_rows() => Prop.ForAll(Arb.From(Gen.ArrayOf(AnyColumn(FieldType.Blob))), columns =>
    {
        var row = new Body();
        foreach (Column column in columns)
            Append(row, column.Value);
        var rewriter = new TextRowRewriter([.. columns.Select(column => column.Mask)]);
        var seen = new List<byte[]?>();
        foreach (RowValue value in TextRow.Read(ResultRowRewriterTests.Rewrite(rewriter, row.ToArray()), columns.Length))
            seen.Add(value.IsNull ? null : value.Bytes.ToArray());
        Assert.Equal(columns.Select(column => column.Expected), seen);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Binary_rows() => Prop.ForAll(
        Arb.From(Gen.ArrayOf(Gen.Elements(AllTypes).SelectMany(AnyColumn))), columns =>
    {
        FieldType[] types = [.. columns.Select(column => column.Type)];
        var rewriter = new BinaryRowRewriter(types, [.. columns.Select(column => column.Mask)]);
        byte[] rewritten = ResultRowRewriterTests.Rewrite(rewriter, Binary(columns));
        var seen = new List<byte[]?>();
        foreach (RowValue value in BinaryRow.Read(rewritten, types))
            seen.Add(value.IsNull ? null : value.Bytes.ToArray());
        Assert.Equal(columns.Select(column => column.Expected), seen);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static Gen<Column> AnyColumn(FieldType type) =>
        from value in Gen.OneOf(Gen.Constant((byte[]?)null), AnyValue(type).Select(value => (byte[]?)value))
        from mask in Gen.OneOf(Gen.Constant((ScriptedMask?)null), Gen.Constant<ScriptedMask?>(ScriptedMask.Nulls),
            AnyValue(type).Select(value => (ScriptedMask?)new ScriptedMask(value)))
        select new Column(type, value, mask);

    private static Gen<byte[]> AnyValue(FieldType type)
    {
        int[] lengths = [.. Enumerable.Range(0, 13).Where(length => BinaryValue.IsLength(type, length))];
        return BinaryValue.LayoutOf(type) == BinaryLayout.LengthEncoded
            ? AnyBytes
            : from length in Gen.Elements(lengths)
              from bytes in Gen.ArrayOf(ArbMap.Default.GeneratorFor<byte>(), length)
              select bytes;
    }

    private static byte[] Binary(Column[] columns)
    {
        byte[] bitmap = new byte[(columns.Length + 9) / 8];
        var values = new Body();
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i].Value is not { } value)
                bitmap[(i + 2) / 8] |= (byte)(1 << ((i + 2) % 8));
            else if (BinaryValue.LayoutOf(columns[i].Type) == BinaryLayout.Fixed)
                values.Raw(value);
            else
                values.Value(value);
        }
        return [0, .. bitmap, .. values.ToArray()];
    }

    private static void Append(Body row, byte[]? value)
    {
        if (value is null)
            row.Raw(0xFB);
        else
            row.Value(value);
    }
}
