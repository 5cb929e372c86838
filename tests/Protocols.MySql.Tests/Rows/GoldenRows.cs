using WireProxy.Protocols.MySql.Tests.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Tests.Rows;

/// <summary>
/// Rows of MariaDB 10.11: one table with a column of each type, one row full, one all NULL but its first value, which is
/// NULL, too, and one with midnights.
/// </summary>
internal static class GoldenRows
{
    public static readonly FieldType[] Types =
    [
        FieldType.Tiny, FieldType.Short, FieldType.Int24, FieldType.Long, FieldType.LongLong, FieldType.Float,
        FieldType.Double, FieldType.NewDecimal, FieldType.Date, FieldType.DateTime, FieldType.Timestamp, FieldType.Time,
        FieldType.Year, FieldType.Bit, FieldType.String, FieldType.String, FieldType.VarString, FieldType.String,
        FieldType.Blob, FieldType.Blob, FieldType.Blob, FieldType.Geometry, FieldType.String, FieldType.String,
        FieldType.VarString,
    ];

    public static readonly byte[] Text = Hex.Bytes(
        "022d31 053635353335 082d38333838363038 0b2d32313437343833363438 143138343436373434303733373039353531363135 03312e35"
        + "052d322e3235 08313233342e353637 0a323032342d30322d3239 1a323032342d30322d32392031323a33343a35362e373839303132"
        + "13323032342d30322d32392031323a33343a3536 0d2d33333a30343a30352e363738 0432303234 020aaa 0179 03752c76"
        + "076772c3b6c39f65 03616263 0474657874 0678303078 3031 087b2261223a20317d"
        + "19000000000101000000000000000000f03f0000000000000040"
        + "2431323365343536372d653839622d313264332d613435362d343236363535343430303030 033a3a31 0200ff");

    public static readonly byte[] TextNulls = Hex.Bytes(string.Concat(Enumerable.Repeat("fb", 25)));

    public static readonly byte[] Binary = Hex.Bytes(
        "00 00000000 ff ffff 000080ff 00000080 ffffffffffffffff 0000c03f 00000000000002c0 08313233342e353637 04e807021d"
        + "0be807021d0c2238140a0c00 07e807021d0c2238 0c010100000009040570580a00 e807 020aaa 0179 03752c76"
        + "076772c3b6c39f65 03616263 0474657874 06783030783031 087b2261223a20317d"
        + "19000000000101000000000000000000f03f0000000000000040"
        + "2431323365343536372d653839622d313264332d613435362d343236363535343430303030 033a3a31 0200ff");

    public static readonly byte[] BinaryNulls = Hex.Bytes("00 fcffff07");

    public static readonly byte[] BinaryMidnights = Hex.Bytes("00 f8d3ff07 00 04e8070101 04e8070101 00");

    /// <summary>MySQL 9.7, with its own JSON and VECTOR, a geometry that is NULL and a parameter.</summary>
    public static readonly byte[] MySqlBinary = Hex.Bytes(
        "0000000004ffffff000080ff00000080ffffffffffffffff0000c03f00000000000002c008313233342e35363704e807021d0be807021d"
        + "0c2238140a0c0007e807021d0c22380c010100000009040570580a00e807020aaa017903752c76076772c3b6c39f650361626304746578"
        + "7406783030783031087b2261223a20317d19000000000101000000000000000000f03f00000000000000400c0000803f00000040000040"
        + "400200ff0178");

    public static readonly FieldType[] MySqlTypes =
        [.. Types[..20], FieldType.Json, FieldType.Geometry, FieldType.Vector, FieldType.VarString, FieldType.Geometry, FieldType.VarString];
}
