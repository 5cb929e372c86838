namespace WireProxy.Protocols.MySql.Values;

/// <summary>What a column definition says beyond the type.</summary>
[Flags]
public enum FieldFlags : ushort
{
    None = 0,
    NotNull = 0x0001,
    PrimaryKey = 0x0002,
    UniqueKey = 0x0004,
    MultipleKey = 0x0008,
    Blob = 0x0010,
    Unsigned = 0x0020,
    Zerofill = 0x0040,
    Binary = 0x0080,

    /// <summary>An ENUM, sent as <see cref="FieldType.String"/>.</summary>
    Enum = 0x0100,
    AutoIncrement = 0x0200,
    Timestamp = 0x0400,

    /// <summary>A SET, sent as <see cref="FieldType.String"/>.</summary>
    Set = 0x0800,
    NoDefaultValue = 0x1000,
    OnUpdateNow = 0x2000,
    PartKey = 0x4000,
    Num = 0x8000,
}
