namespace WireProxy.Protocols.Postgres.Values;

/// <summary>The types whose values are plain text, the same bytes in both formats, and what they can hold.</summary>
/// <param name="MaxCharacters">The declared limit in characters, if any.</param>
/// <param name="MaxBytes">The type's own limit in bytes, if any.</param>
/// <param name="Padding">What blanks at the end mean.</param>
public readonly record struct TextType(int MaxCharacters, int MaxBytes, BlankPadding Padding)
{
    private const int ModifierOffset = 4; // VARHDRSZ: varchar(n) has the modifier n + 4
    private const int NameBytes = 63;

    /// <summary>False when the type is not a plain text; then character masks do not apply to it.</summary>
    public static bool TryGet(uint typeOid, int typeModifier, out TextType type)
    {
        type = new TextType(int.MaxValue, int.MaxValue, BlankPadding.Significant);
        switch (typeOid)
        {
            case TypeOid.Text or TypeOid.Unknown or TypeOid.CString:
                return true;
            case TypeOid.VarChar or TypeOid.BpChar:
                type = type with
                {
                    MaxCharacters = typeModifier >= ModifierOffset ? typeModifier - ModifierOffset : int.MaxValue,
                    Padding = typeOid == TypeOid.BpChar ? BlankPadding.Ignored : BlankPadding.Significant,
                };
                return true;
            case TypeOid.Name:
                type = type with { MaxBytes = NameBytes };
                return true;
            case TypeOid.Char:
                type = type with { MaxBytes = 1 };
                return true;
            default:
                return false;
        }
    }

    /// <summary>The longest start of <paramref name="value"/> that the type can hold, cut between characters.</summary>
    public ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> value)
    {
        if (value.Length <= Math.Min(MaxCharacters, MaxBytes))
            return value;
        int end = 0;
        for (int characters = 0; end < value.Length && characters < MaxCharacters; characters++)
        {
            int length = Utf8Character.LengthAt(value, end);
            if (length > MaxBytes - end)
                break;
            end += length;
        }
        return value[..end];
    }

    /// <summary>The value without its padding.</summary>
    public ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value) =>
        Padding == BlankPadding.Ignored ? value.TrimEnd((byte)' ') : value;
}
