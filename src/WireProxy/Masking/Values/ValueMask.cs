using System.Text;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Masking.Values;

/// <summary>
/// A mask made for one result column: what it writes is valid for the column's type and format. What a mask can not be
/// for a type, it is <see cref="MaskKind.Full"/>.
/// </summary>
internal abstract class ValueMask : ValueRewriter
{
    private static readonly byte[] HiddenText = "****"u8.ToArray();

    public static ValueMask For(MaskSpec spec, uint typeOid, FieldFormat format, int typeModifier, MaskKey key)
    {
        if (spec.Kind == MaskKind.Null)
            return ConstantMask.Nulls;
        return TextType.TryGet(typeOid, typeModifier, out TextType text)
            ? ForText(spec, typeOid, text, key)
            : ForOther(spec, typeOid, format, typeModifier, key);
    }

    private static ValueMask ForText(MaskSpec spec, uint typeOid, TextType type, MaskKey key)
    {
        byte[] full = type.Cut(HiddenText).ToArray();
        if (spec.Kind == MaskKind.Fixed && spec.Value is { } value && !value.Contains('\0'))
            return new ConstantMask(type.Cut(Encoding.UTF8.GetBytes(value)).ToArray());
        // The one byte of "char" is written as octal digits or raw, by format: nothing can be kept of it.
        if (typeOid == TypeOid.Char)
            return new ConstantMask(full);
        byte[] fill = Fill(spec.Char, type);
        return spec.Kind switch
        {
            MaskKind.Hash => new TextHashMask(key, type),
            MaskKind.Last4 => new KeepEndsMask(0, 4, fill, type),
            MaskKind.Partial => new KeepEndsMask(Math.Max(spec.First, 0), Math.Max(spec.Last, 0), fill, type),
            MaskKind.Email => new EmailMask(full, type),
            _ => new ConstantMask(full),
        };
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

    /// <summary>
    /// What stands for a hidden character: the configured one, unless it is none that a text can hold or would make the
    /// value longer than a type that is limited in bytes.
    /// </summary>
    private static byte[] Fill(char character, TextType type)
    {
        bool fits = type.MaxBytes == int.MaxValue || char.IsAscii(character);
        return char.IsControl(character) || char.IsSurrogate(character) || !fits
            ? "*"u8.ToArray()
            : Encoding.UTF8.GetBytes([character]);
    }
}
