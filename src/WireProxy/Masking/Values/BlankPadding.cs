namespace WireProxy.Masking.Values;

/// <summary>Whether blanks at the end of a text are part of its value.</summary>
internal enum BlankPadding
{
    Significant,
    /// <summary><c>char(n)</c> is filled up with them, and comparisons ignore them.</summary>
    Ignored,
}
