namespace WireProxy.Sql.Parsing.Postgres.Bodies.Plpgsql;

/// <summary>What ends a piece of SQL inside a statement of PL/pgSQL.</summary>
[Flags]
internal enum PieceEnd : ushort
{
    None = 0,
    Semicolon = 1,
    Comma = 2,
    DotDot = 4,
    Then = 8,
    Loop = 16,
    When = 32,
    By = 64,
    Using = 128,
    Into = 256,
}
