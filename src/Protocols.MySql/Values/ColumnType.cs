namespace WireProxy.Protocols.MySql.Values;

/// <summary>All that a column definition says of the values, without its names.</summary>
/// <param name="Type">The type code.</param>
/// <param name="Flags">What the code leaves open, such as ENUM and SET.</param>
/// <param name="CharacterSet">In which texts are sent; 63 for bytes.</param>
/// <param name="Length">The longest value of a text row, in bytes; of BIT, in bits.</param>
/// <param name="Decimals">Digits behind the point; 31 or 39 where there is no fixed number.</param>
/// <param name="Extended">MariaDB's name for the type, if it was negotiated and there is one.</param>
public readonly record struct ColumnType(
    FieldType Type, FieldFlags Flags, CharacterSetId CharacterSet, uint Length, byte Decimals, ExtendedType Extended);
