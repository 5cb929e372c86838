namespace WireProxy.Protocols.Postgres.Values;

/// <summary>A built-in type and its neutral value: valid in both formats and the same whatever it stands for.</summary>
/// <param name="Oid">The type's fixed OID.</param>
/// <param name="ArrayOid">The OID of the array of it, 0 when there is none.</param>
/// <param name="Name">The <c>pg_type.typname</c>.</param>
/// <param name="Text">The neutral value as text; null when no value is valid everywhere.</param>
/// <param name="Binary">The same value as the type's send function writes it, in hexadecimal.</param>
internal sealed record BuiltInType(uint Oid, uint ArrayOid, string Name, string? Text, string? Binary);
