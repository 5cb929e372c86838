namespace WireProxy.Protocols.Postgres.Values;

/// <summary>Names of the built-in types.</summary>
public static class TypeName
{
    /// <summary>The name as SQL has it; null for a type that is not built in.</summary>
    public static string? Find(uint typeOid) =>
        BuiltInTypes.Find(typeOid)?.Name ?? (BuiltInTypes.FindElement(typeOid) is { } element ? element.Name + "[]" : null);

    /// <summary>The element type's OID of a built-in array type.</summary>
    public static uint? FindElement(uint typeOid) => BuiltInTypes.FindElement(typeOid)?.Oid;
}
