namespace WireProxy.Masking;

/// <summary>How a session writes dates in text format (<c>DateStyle</c>).</summary>
internal enum DateText : byte
{
    Iso,
    /// <summary>A style that a constant date would not be valid in.</summary>
    Other,
}
