namespace WireProxy.Protocols.MySql.Values;

/// <summary>A type that the type code does not tell, mostly MariaDB's, which names it in the extended metadata of a column.</summary>
public enum ExtendedType : byte
{
    /// <summary>The type code says all.</summary>
    None,
    Json,
    Uuid,
    Inet4,
    Inet6,
    Point,
    LineString,
    Polygon,
    MultiPoint,
    MultiLineString,
    MultiPolygon,
    GeometryCollection,

    /// <summary>One that is not known here.</summary>
    Other,
}
