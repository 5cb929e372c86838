using System.Text;
using WireProxy.Masking;
using WireProxy.Masking.MySql.Values;
using WireProxy.Masking.Values;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Tests.Masking.MySql.Values;

/// <summary>Runs one value through one mask, in a destination of exactly the announced size.</summary>
internal static class Masked
{
    public static readonly CharacterSetId Latin1 = new(8);
    public static readonly CharacterSetId Utf16 = new(54);

    /// <summary>The bytes 0, 1, .. 31: what the golden hashes were computed with, outside this program.</summary>
    public static MaskKey Key { get; } = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    public static ColumnType VarChar(int characters, CharacterSetId? characterSet = null)
    {
        CharacterSetId set = characterSet ?? CharacterSetId.Utf8Mb4;
        return new ColumnType(FieldType.VarString, FieldFlags.None, set, (uint)(characters * set.MaxBytesPerCharacter), 0, ExtendedType.None);
    }

    public static ColumnType Blob(uint length) =>
        new(FieldType.Blob, FieldFlags.Blob | FieldFlags.Binary, CharacterSetId.Binary, length, 0, ExtendedType.None);

    public static ColumnType Of(FieldType type, FieldFlags flags = FieldFlags.None, byte decimals = 0) =>
        new(type, flags | FieldFlags.Binary, CharacterSetId.Binary, 20, decimals, ExtendedType.None);

    public static string? Text(MaskSpec spec, string value, ColumnType column) =>
        Bytes(spec, Encoding.UTF8.GetBytes(value), column, RowFormat.Text) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>A value of a text type, which both formats must write alike.</summary>
    public static string? InBoth(MaskSpec spec, string value, ColumnType column)
    {
        string? text = Text(spec, value, column);
        byte[]? binary = Bytes(spec, Encoding.UTF8.GetBytes(value), column, RowFormat.Binary);
        Assert.Equal(text, binary is null ? null : Encoding.UTF8.GetString(binary));
        return text;
    }

    public static string? Binary(MaskSpec spec, string hex, ColumnType column) =>
        Bytes(spec, Convert.FromHexString(hex), column, RowFormat.Binary) is { } bytes ? Convert.ToHexStringLower(bytes) : null;

    public static byte[]? Bytes(MaskSpec spec, byte[] value, ColumnType column, RowFormat format)
    {
        MySqlMask mask = MySqlMask.For(spec, column, format, Key);
        byte[] destination = new byte[mask.MaxLength(value.Length)];
        int written = mask.Write(value, destination);
        return written == ValueRewriter.Null ? null : destination[..written];
    }
}
