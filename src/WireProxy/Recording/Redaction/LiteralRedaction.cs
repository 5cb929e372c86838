using System.Collections.Immutable;

namespace WireProxy.Recording.Redaction;

/// <summary>What of a statement text, and of what the client sends to run it, is not recorded.</summary>
/// <param name="Places">Where it is in the text, in order and apart.</param>
/// <param name="Parameters">The parameters.</param>
/// <param name="Data">The data of a COPY or LOAD DATA.</param>
internal sealed record LiteralRedaction(ImmutableArray<SecretPlace> Places, ParameterChoice Parameters, DataRedaction Data)
{
    public static LiteralRedaction None { get; } = new([], ParameterChoice.None, DataRedaction.None);

    public static LiteralRedaction All(int textLength) =>
        new([new SecretPlace(0, textLength, SecretPlaces.Asterisk)], ParameterChoice.All, DataRedaction.All);

    /// <summary>What holds of a text of which this and another are the possible readings.</summary>
    public LiteralRedaction Union(LiteralRedaction other)
    {
        if (ReferenceEquals(this, other))
            return this;
        var places = ImmutableArray.CreateBuilder<SecretPlace>();
        foreach (SecretPlace next in Places.Concat(other.Places).OrderBy(static place => place.Start))
        {
            if (places.Count > 0 && places[^1] is var last && next.Start < last.Start + last.Length)
                places[^1] = last with { Length = Math.Max(last.Start + last.Length, next.Start + next.Length) - last.Start };
            else
                places.Add(next);
        }
        return new LiteralRedaction(places.DrainToImmutable(), Parameters.Union(other.Parameters), (DataRedaction)Math.Max((byte)Data, (byte)other.Data));
    }
}

/// <summary>What becomes of data that a statement loads.</summary>
internal enum DataRedaction : byte
{
    None,
    All,
}
