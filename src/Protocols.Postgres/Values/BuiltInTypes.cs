using System.Collections.Frozen;

namespace WireProxy.Protocols.Postgres.Values;

/// <summary>
/// The types of <c>pg_type.dat</c> that a column can have. OIDs below 10000 are assigned by hand and never reused, so
/// this holds for every server version; a type that is missing here is treated as unknown.
/// </summary>
internal static class BuiltInTypes
{
    private static readonly BuiltInType[] All =
    [
        new(16, 1000, "bool", "f", "00"),
        new(20, 1016, "int8", "0", "0000000000000000"),
        new(21, 1005, "int2", "0", "0000"),
        new(23, 1007, "int4", "0", "00000000"),
        new(26, 1028, "oid", "0", "00000000"),
        new(700, 1021, "float4", "0", "00000000"),
        new(701, 1022, "float8", "0", "0000000000000000"),
        new(1700, 1231, "numeric", "0", "0000000000000000"),
        new(790, 791, "money", "$0.00", "0000000000000000"),

        // Texts: what a mask shows is the mask's business (TextType tells them), the empty string is valid for all.
        new(18, 1002, "char", "", ""),
        new(19, 1003, "name", "", ""),
        new(25, 1009, "text", "", ""),
        new(705, 0, "unknown", "", ""),
        new(1042, 1014, "bpchar", "", ""),
        new(1043, 1015, "varchar", "", ""),
        new(2275, 1263, "cstring", "", ""),

        new(17, 1001, "bytea", "\\x", ""),
        new(1560, 1561, "bit", "0", "0000000100"),
        new(1562, 1563, "varbit", "", "00000000"),
        new(2950, 2951, "uuid", "00000000-0000-0000-0000-000000000000", "00000000000000000000000000000000"),

        // JSON null decodes into every target: an object, a list or a string alike. {} would break a client that reads a list.
        new(114, 199, "json", "null", "6e756c6c"),
        new(3802, 3807, "jsonb", "null", "016e756c6c"),
        new(4072, 4073, "jsonpath", "$", "0124"),
        // One empty element is a document and content, whatever xmloption says.
        new(142, 143, "xml", "<masked/>", "3c6d61736b65642f3e"),

        new(1082, 1182, "date", "2000-01-01", "00000000"),
        new(1083, 1183, "time", "00:00:00", "0000000000000000"),
        new(1114, 1115, "timestamp", "2000-01-01 00:00:00", "0000000000000000"),
        new(1184, 1185, "timestamptz", "2000-01-01 00:00:00+00", "0000000000000000"),
        new(1186, 1187, "interval", "00:00:00", "00000000000000000000000000000000"),
        new(1266, 1270, "timetz", "00:00:00+00", "000000000000000000000000"),

        new(650, 651, "cidr", "0.0.0.0/32", "0220010400000000"),
        new(774, 775, "macaddr8", "00:00:00:00:00:00:00:00", "0000000000000000"),
        new(829, 1040, "macaddr", "00:00:00:00:00:00", "000000000000"),
        new(869, 1041, "inet", "0.0.0.0", "0220000400000000"),

        new(600, 1017, "point", "(0,0)", "00000000000000000000000000000000"),
        new(601, 1018, "lseg", "[(0,0),(0,0)]", "0000000000000000000000000000000000000000000000000000000000000000"),
        new(602, 1019, "path", "((0,0))", "010000000100000000000000000000000000000000"),
        new(603, 1020, "box", "(0,0),(0,0)", "0000000000000000000000000000000000000000000000000000000000000000"),
        new(604, 1027, "polygon", "((0,0))", "0000000100000000000000000000000000000000"),
        // A and B of Ax + By + C = 0 can not both be zero.
        new(628, 629, "line", "{0,-1,0}", "0000000000000000bff00000000000000000000000000000"),
        new(718, 719, "circle", "<(0,0),0>", "000000000000000000000000000000000000000000000000"),

        new(3614, 3643, "tsvector", "", "00000000"),
        new(3615, 3645, "tsquery", "", "00000000"),

        new(3904, 3905, "int4range", "empty", "01"),
        new(3906, 3907, "numrange", "empty", "01"),
        new(3908, 3909, "tsrange", "empty", "01"),
        new(3910, 3911, "tstzrange", "empty", "01"),
        new(3912, 3913, "daterange", "empty", "01"),
        new(3926, 3927, "int8range", "empty", "01"),
        new(4451, 6150, "int4multirange", "{}", "00000000"),
        new(4532, 6151, "nummultirange", "{}", "00000000"),
        new(4533, 6152, "tsmultirange", "{}", "00000000"),
        new(4534, 6153, "tstzmultirange", "{}", "00000000"),
        new(4535, 6155, "datemultirange", "{}", "00000000"),
        new(4536, 6157, "int8multirange", "{}", "00000000"),

        new(27, 1010, "tid", "(0,0)", "000000000000"),
        new(28, 1011, "xid", "0", "00000000"),
        new(29, 1012, "cid", "0", "00000000"),
        new(5069, 271, "xid8", "0", "0000000000000000"),
        new(3220, 3221, "pg_lsn", "0/0", "0000000000000000"),
        new(2970, 2949, "txid_snapshot", "1:1:", "0000000000000000000000010000000000000001"),
        new(5038, 5039, "pg_snapshot", "1:1:", "0000000000000000000000010000000000000001"),
        // Unlike arrays these two must have one dimension: one zero, counted from 0.
        new(22, 1006, "int2vector", "0", "0000000100000000000000150000000100000000000000020000"),
        new(30, 1013, "oidvector", "0", "00000001000000000000001a00000001000000000000000400000000"),

        new(24, 1008, "regproc", "-", "00000000"),
        new(2202, 2207, "regprocedure", "-", "00000000"),
        new(2203, 2208, "regoper", "0", "00000000"),
        new(2204, 2209, "regoperator", "0", "00000000"),
        new(2205, 2210, "regclass", "-", "00000000"),
        new(2206, 2211, "regtype", "-", "00000000"),
        new(3734, 3735, "regconfig", "-", "00000000"),
        new(3769, 3770, "regdictionary", "-", "00000000"),
        new(4089, 4090, "regnamespace", "-", "00000000"),
        new(4096, 4097, "regrole", "-", "00000000"),
        new(4191, 4192, "regcollation", "-", "00000000"),

        // No value is valid for every row type; an access list names roles and has no binary form; some drivers open the
        // cursor that a refcursor names.
        new(1033, 1034, "aclitem", null, null),
        new(1790, 2201, "refcursor", null, null),
        new(2249, 2287, "record", null, null),
    ];

    private static readonly FrozenDictionary<uint, BuiltInType> ByOid = All.ToFrozenDictionary(type => type.Oid);

    private static readonly FrozenDictionary<uint, BuiltInType> ByArrayOid =
        All.Where(type => type.ArrayOid != 0).ToFrozenDictionary(type => type.ArrayOid);

    public static IReadOnlyList<BuiltInType> List => All;

    public static BuiltInType? Find(uint oid) => ByOid.GetValueOrDefault(oid);

    /// <summary>The element type of an array type.</summary>
    public static BuiltInType? FindElement(uint arrayOid) => ByArrayOid.GetValueOrDefault(arrayOid);
}
