namespace WireProxy.Recording.Redaction;

/// <summary>Finds, in what a client sends, the literals that must not be recorded. Sees all of it, in the pieces in which it comes.</summary>
internal interface IClientRedactor
{
    /// <summary>Adds to <paramref name="secrets"/> where they are in this piece.</summary>
    void Find(ReadOnlySpan<byte> piece, SecretPlaces secrets);
}
