namespace WireProxy.Integration.Servers.Postgres;

/// <summary>A test against PostgreSQL 18; skipped, and counted so, where test.sh could not provision it.</summary>
internal sealed class Postgres18FactAttribute : FactAttribute
{
    public const string Missing = "postgresql 18: not available";

    public Postgres18FactAttribute() => Skip = PostgresInstallation.Version18 is null ? Missing : null;
}

/// <summary>The same with data.</summary>
internal sealed class Postgres18TheoryAttribute : TheoryAttribute
{
    public Postgres18TheoryAttribute() => Skip = PostgresInstallation.Version18 is null ? Postgres18FactAttribute.Missing : null;
}
