using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Recording.MySql.Values;

/// <summary>Names of column types as SQL has them.</summary>
internal static class TypeNames
{
    public static string Of(in ColumnType column)
    {
        bool isBinary = column.CharacterSet == CharacterSetId.Binary;
        string name = column.Extended is > ExtendedType.None and < ExtendedType.Other ? Lower(column.Extended) : column.Type switch
        {
            FieldType.Tiny => "tinyint",
            FieldType.Short => "smallint",
            FieldType.Int24 => "mediumint",
            FieldType.Long => "int",
            FieldType.LongLong => "bigint",
            FieldType.Decimal or FieldType.NewDecimal => "decimal",
            FieldType.Blob => isBinary ? "blob" : "text",
            FieldType.TinyBlob => isBinary ? "tinyblob" : "tinytext",
            FieldType.MediumBlob => isBinary ? "mediumblob" : "mediumtext",
            FieldType.LongBlob => isBinary ? "longblob" : "longtext",
            FieldType.VarChar or FieldType.VarString => isBinary ? "varbinary" : "varchar",
            FieldType.String when column.Flags.HasFlag(FieldFlags.Enum) => "enum",
            FieldType.String when column.Flags.HasFlag(FieldFlags.Set) => "set",
            FieldType.String => isBinary ? "binary" : "char",
            _ => Lower(column.Type),
        };
        return column.Flags.HasFlag(FieldFlags.Unsigned) && IsInteger(column.Type) ? name + " unsigned" : name;
    }

    private static bool IsInteger(FieldType type) =>
        type is FieldType.Tiny or FieldType.Short or FieldType.Int24 or FieldType.Long or FieldType.LongLong;

#pragma warning disable CA1308 // Type names are written in lower case.
    private static string Lower<T>(T name)
        where T : struct, Enum => name.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}
