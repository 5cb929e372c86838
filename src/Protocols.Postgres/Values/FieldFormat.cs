namespace WireProxy.Protocols.Postgres.Values;

/// <summary>How a value is written; the numbers are the protocol's format codes.</summary>
public enum FieldFormat : byte
{
    Text = 0,
    Binary = 1,
}
