using WireProxy.Masking.Values;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Masking.Postgres.Values;

/// <summary>PostgreSQL's types whose values are plain text, and what they can hold.</summary>
internal static class PostgresTextType
{
    private const int ModifierOffset = 4; // VARHDRSZ: varchar(n) has the modifier n + 4
    private const int NameBytes = 63;

    /// <summary>False when the type is not a plain text; then character masks do not apply to it.</summary>
    public static bool TryGet(uint typeOid, int typeModifier, out TextType type)
    {
        type = TextType.Unlimited;
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
}
