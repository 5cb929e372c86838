namespace WireProxy.Protocols.MySql.Tests.Framing;

/// <summary>Bytes as they were captured; blanks may group them.</summary>
internal static class Hex
{
    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
