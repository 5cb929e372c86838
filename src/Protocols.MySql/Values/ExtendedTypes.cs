namespace WireProxy.Protocols.MySql.Values;

/// <summary>Tells extended types by their names, and the ones that are sent as texts by their looks.</summary>
internal static class ExtendedTypes
{
    private const int UuidCharacters = 36;
    private const int Inet4Characters = 15;
    private const int Inet6Characters = 39;

    /// <param name="typeName">The type's name in the metadata, empty when it has none.</param>
    /// <param name="format">The format's name in the metadata, empty when it has none.</param>
    public static ExtendedType Find(ReadOnlySpan<byte> typeName, ReadOnlySpan<byte> format)
    {
        if (typeName.IsEmpty)
            return format.IsEmpty ? ExtendedType.None : format.SequenceEqual("json"u8) ? ExtendedType.Json : ExtendedType.Other;
        if (typeName.SequenceEqual("uuid"u8))
            return ExtendedType.Uuid;
        if (typeName.SequenceEqual("inet4"u8))
            return ExtendedType.Inet4;
        return typeName.SequenceEqual("inet6"u8) ? ExtendedType.Inet6 : FindGeometry(typeName);
    }

    /// <summary>
    /// Without the metadata MariaDB sends these types as texts without a sign, which no text of a column is; they are as
    /// wide as their longest value. Cut or starred they would be no values.
    /// </summary>
    public static ExtendedType Infer(FieldType type, FieldFlags flags, long characters)
    {
        if (type != FieldType.String || (flags & FieldFlags.Unsigned) == 0)
            return ExtendedType.None;
        return characters switch
        {
            UuidCharacters => ExtendedType.Uuid,
            Inet4Characters => ExtendedType.Inet4,
            Inet6Characters => ExtendedType.Inet6,
            _ => ExtendedType.Other,
        };
    }

    private static ExtendedType FindGeometry(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("geometry"u8) => ExtendedType.None, // any of them
        _ when name.SequenceEqual("point"u8) => ExtendedType.Point,
        _ when name.SequenceEqual("linestring"u8) => ExtendedType.LineString,
        _ when name.SequenceEqual("polygon"u8) => ExtendedType.Polygon,
        _ when name.SequenceEqual("multipoint"u8) => ExtendedType.MultiPoint,
        _ when name.SequenceEqual("multilinestring"u8) => ExtendedType.MultiLineString,
        _ when name.SequenceEqual("multipolygon"u8) => ExtendedType.MultiPolygon,
        _ when name.SequenceEqual("geometrycollection"u8) => ExtendedType.GeometryCollection,
        _ => ExtendedType.Other,
    };
}
