namespace WireProxy.Protocols.Postgres.Values;

/// <summary>OIDs of the built-in types that are treated by name (<c>pg_type.dat</c>).</summary>
public static class TypeOid
{
    public const uint Bool = 16;
    public const uint Bytea = 17;
    public const uint Char = 18;
    public const uint Name = 19;
    public const uint Int8 = 20;
    public const uint Int2 = 21;
    public const uint Int4 = 23;
    public const uint Text = 25;
    public const uint Oid = 26;
    public const uint Json = 114;
    public const uint Float4 = 700;
    public const uint Float8 = 701;
    public const uint Unknown = 705;
    public const uint BpChar = 1042;
    public const uint VarChar = 1043;
    public const uint Date = 1082;
    public const uint Timestamp = 1114;
    public const uint TimestampTz = 1184;
    public const uint Bit = 1560;
    public const uint Numeric = 1700;
    public const uint CString = 2275;
    public const uint Uuid = 2950;
    public const uint Jsonb = 3802;
}
