namespace WireProxy.Masking;

/// <summary>Whether results without an origin, errors and notices of a statement can carry masked values.</summary>
internal enum Exposure : byte
{
    Unproven,
    /// <summary>It reads no relation that has masked columns, and calls nothing that could.</summary>
    ProvenClean,
}
