using WireProxy.Masking.Values;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Masking.Postgres.Values;

/// <summary>
/// A mask made for one result column: what it writes is valid for the column's type and format. What a mask can not be
/// for a type, it is <see cref="MaskKind.Full"/>.
/// </summary>
internal sealed class PostgresMask(ValueMask mask) : ValueRewriter
{
    public static PostgresMask For(MaskSpec spec, uint typeOid, FieldFormat format, int typeModifier, MaskKey key) =>
        new(Choose(spec, typeOid, format, typeModifier, key));

    public override long MaxLength(int valueLength) => mask.MaxLength(valueLength);

    public override int Write(ReadOnlySpan<byte> value, Span<byte> destination) => mask.Write(value, destination);

    private static ValueMask Choose(MaskSpec spec, uint typeOid, FieldFormat format, int typeModifier, MaskKey key)
    {
        if (spec.Kind == MaskKind.Null)
            return ConstantMask.Nulls;
        if (!PostgresTextType.TryGet(typeOid, typeModifier, out TextType text))
            return ForOther(spec, typeOid, format, typeModifier, key);
        // The one byte of "char" is written as octal digits or raw, by format: nothing can be kept of it.
        return typeOid == TypeOid.Char && spec.Kind != MaskKind.Fixed
            ? new ConstantMask(TextMask.Full(text))
            : TextMask.For(spec, text, key);
    }

    private static ValueMask ForOther(MaskSpec spec, uint typeOid, FieldFormat format, int typeModifier, MaskKey key)
    {
        byte[]? neutral = NeutralValue.For(typeOid, format, typeModifier);
        return (spec.Kind, typeOid) switch
        {
            (MaskKind.Fixed, _) when spec.Value is { } value =>
                new ConstantMask(PostgresLiteral.Encode(typeOid, format, value) ?? neutral),
            (MaskKind.Hash, TypeOid.Int2 or TypeOid.Int4 or TypeOid.Int8 or TypeOid.Oid) =>
                new IntegerHashMask(key, typeOid, format),
            (MaskKind.Hash, TypeOid.Uuid) => new UuidHashMask(key, format),
            (MaskKind.Hash, TypeOid.Bytea) => new ByteaHashMask(key, format),
            _ => new ConstantMask(neutral),
        };
    }
}
