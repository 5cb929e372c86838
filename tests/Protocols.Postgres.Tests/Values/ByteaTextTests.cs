using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Protocols.Postgres.Tests.Values;

public sealed class ByteaTextTests
{
    [Theory]
    [InlineData(@"\x", "")]
    [InlineData(@"\xdeadBEEF", "deadbeef")]
    [InlineData("", "")]
    [InlineData("abc", "616263")]
    [InlineData(@"a\\b\000\377", "615c6200ff")]
    public void Both_forms_are_decoded(string text, string expected)
    {
        byte[] decoded = new byte[text.Length];
        int length = ByteaText.Decode(System.Text.Encoding.ASCII.GetBytes(text), decoded);
        Assert.Equal(expected, Convert.ToHexStringLower(decoded.AsSpan(0, length)));
    }

    [Theory]
    [InlineData(@"\xabc")]
    [InlineData(@"\xzz")]
    [InlineData(@"\")]
    [InlineData(@"a\12")]
    [InlineData(@"\400")]
    [InlineData(@"\189")]
    public void What_is_neither_form_is_refused(string text) =>
        Assert.Equal(-1, ByteaText.Decode(System.Text.Encoding.ASCII.GetBytes(text), new byte[text.Length]));
}
