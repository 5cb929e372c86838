namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>What the right side of one assignment takes its value from.</summary>
internal sealed class ColumnWatch(string? target)
{
    /// <summary>Whether a column is read at all.</summary>
    public bool ReadsColumns { get; private set; }

    /// <summary>Whether a value comes from anything but the assigned column itself or the row being inserted.</summary>
    public bool MovesValues { get; private set; }

    public void NoteColumn(string? qualifier, string? column)
    {
        // EXCLUDED is the row that INSERT ... ON CONFLICT wanted to insert.
        if (qualifier == "excluded")
            return;
        ReadsColumns = true;
        MovesValues |= column is null || column != target;
    }

    public void NoteQuery() => MovesValues = true;
}
