namespace WireProxy.Sql.Analysis;

/// <summary>
/// A name as the server will look it up: case folded unless quoted, escapes resolved, cut to the server's length limit.
/// </summary>
/// <param name="Schema">The qualifier next to the name, or null where the statement gives none.</param>
/// <param name="Name">The last part.</param>
public readonly record struct SqlName(string? Schema, string Name)
{
    /// <summary>
    /// As the name of a relation it stands for every relation of the schema, or of the database where no schema is given, as in
    /// DROP SCHEMA. One that is really called so is taken for all of them.
    /// </summary>
    public const string Every = "*";

    public override string ToString() => Schema is null ? Name : $"{Schema}.{Name}";
}
