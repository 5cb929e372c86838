namespace WireProxy.Protocols.MySql.Values;

/// <summary>How the binary format writes the values of a type.</summary>
public enum BinaryLayout : byte
{
    /// <summary>No such type can be in a row.</summary>
    None,

    /// <summary>Always as many bytes as <see cref="BinaryValue.FixedSize"/> tells.</summary>
    Fixed,

    /// <summary>Int8 length 0, 4, 7 or 11, then the parts of a date and time.</summary>
    DateTime,

    /// <summary>Int8 length 0, 8 or 12, then sign, days and the parts of a time.</summary>
    Time,

    /// <summary>A length-encoded string.</summary>
    LengthEncoded,
}
