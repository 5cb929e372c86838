using System.Buffers;

namespace WireProxy.Masking.Values;

/// <summary>
/// Recognises one plain address (RFC 5321 dot-string and domain; bytes above ASCII are letters). Quoted local parts,
/// address literals and domains without a dot are not recognised: what is taken for a domain is shown.
/// </summary>
internal static class EmailAddress
{
    private const int MaxDomainLength = 253;
    private const int MaxLabelLength = 63;

    private static readonly SearchValues<byte> AsciiLocal = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~."u8);

    public static bool TrySplit(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> local, out ReadOnlySpan<byte> domain)
    {
        int at = text.IndexOf((byte)'@');
        local = at > 0 ? text[..at] : default;
        domain = at > 0 ? text[(at + 1)..] : default;
        return at > 0 && IsLocal(local) && IsDomain(domain);
    }

    private static bool IsLocal(ReadOnlySpan<byte> local)
    {
        foreach (byte value in local)
        {
            if (value < 0x80 && !AsciiLocal.Contains(value))
                return false;
        }
        return true;
    }

    private static bool IsDomain(ReadOnlySpan<byte> domain)
    {
        if (domain.Length > MaxDomainLength || !domain.Contains((byte)'.'))
            return false;
        ReadOnlySpan<byte> last = default;
        foreach (Range label in domain.Split((byte)'.'))
        {
            last = domain[label];
            if (!IsLabel(last))
                return false;
        }
        // No top-level domain has digits only: this was a number or an address literal.
        return last.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private static bool IsLabel(ReadOnlySpan<byte> label)
    {
        if (label.Length is 0 or > MaxLabelLength)
            return false;
        foreach (byte value in label)
        {
            if (value < 0x80 && value != '-' && !char.IsAsciiLetterOrDigit((char)value))
                return false;
        }
        return true;
    }
}
