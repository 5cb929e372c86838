using WireProxy.Masking.Values;
using WireProxy.Protocols.MySql.Values;
using TextType = WireProxy.Masking.Values.TextType;

namespace WireProxy.Masking.MySql.Values;

/// <summary>
/// A mask made for one result column: what it writes is valid for the column's type and format. What a mask can not be
/// for a type, it is <see cref="MaskKind.Full"/>.
/// </summary>
internal sealed class MySqlMask(ValueMask mask) : ValueRewriter
{
    public static MySqlMask For(MaskSpec spec, ColumnType column, RowFormat format, MaskKey key) =>
        new(Choose(spec, column, format, key));

    public override long MaxLength(int valueLength) => mask.MaxLength(valueLength);

    public override int Write(ReadOnlySpan<byte> value, Span<byte> destination) => mask.Write(value, destination);

    private static ValueMask Choose(MaskSpec spec, ColumnType column, RowFormat format, MaskKey key)
    {
        if (spec.Kind == MaskKind.Null)
            return ConstantMask.Nulls;
        if (MySqlTextType.TryGet(column, out TextType text))
            return TextMask.For(spec, text, key);
        if (spec.Kind == MaskKind.Hash && IntegerHashMask.BitsOf(column.Type) is { } bits)
            return new IntegerHashMask(key, bits, format);
        if (spec.Kind == MaskKind.Hash && IsBytes(column))
            return new BytesHashMask(key, column.Length);
        byte[]? literal = spec is { Kind: MaskKind.Fixed, Value: { } value } ? MySqlLiteral.Encode(column, format, value) : null;
        return new ConstantMask(literal ?? NeutralValue.For(column, format));
    }

    private static bool IsBytes(ColumnType column) =>
        column.Type is FieldType.VarChar or (>= FieldType.TinyBlob and <= FieldType.String)
        && column.CharacterSet == CharacterSetId.Binary && column.Extended == ExtendedType.None;
}
