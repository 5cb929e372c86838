namespace WireProxy.Protocols.MySql.Values;

/// <summary>Whether blanks at the end of a text are part of its value.</summary>
public enum BlankPadding
{
    Significant,
    /// <summary><c>char(n)</c> is filled up with them, and comparisons ignore them.</summary>
    Ignored,
}
