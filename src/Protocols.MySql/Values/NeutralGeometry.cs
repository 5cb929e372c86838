namespace WireProxy.Protocols.MySql.Values;

/// <summary>Int32 SRID, then well-known binary: the point at the origin, or the empty value of another type.</summary>
internal static class NeutralGeometry
{
    private const int SridSize = 4;
    private const int CoordinatesSize = 16;
    private const byte LittleEndian = 1;
    private const byte PointCode = 1;

    /// <summary>Where the definition leaves the type open, as MySQL's always does, a point: what most such columns hold.</summary>
    public static byte[]? For(ExtendedType type)
    {
        if (type is ExtendedType.None or ExtendedType.Point)
            return [.. new byte[SridSize], LittleEndian, PointCode, 0, 0, 0, .. new byte[CoordinatesSize]];
        if (type is < ExtendedType.LineString or > ExtendedType.GeometryCollection)
            return null;
        byte code = (byte)(type - ExtendedType.Point + PointCode);
        return [.. new byte[SridSize], LittleEndian, code, 0, 0, 0, 0, 0, 0, 0];
    }
}
