using WireProxy.Masking.MySql.Catalog;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.MySql;

/// <summary>
/// What a session with masks may not do, because a value would leave, or come back later, without its mask. Asked only for
/// statements that are not proven clean.
/// </summary>
internal sealed class HarmRule(StatementSummary statement, CatalogView catalog)
{
    private const string Stores = "it would store values of masked columns where no mask applies";

    private static readonly StatementKinds DefinitionKinds = StatementKinds.Of(StatementKind.Create).With(StatementKind.Drop).With(StatementKind.Alter);

    /// <summary>Why it is refused; null if it is not.</summary>
    /// <param name="use">Code that is stored already is not defined again, but does what it does.</param>
    /// <param name="rows">What it reads.</param>
    /// <param name="calls">What it calls.</param>
    /// <param name="arguments">What that does with what it is given.</param>
    public string? Find(CodeUse use, RowsRead rows, CallsMade calls, ArgumentUse arguments)
    {
        bool readsMasked = rows == RowsRead.Masked || calls >= CallsMade.Unproven;
        foreach (SqlName function in statement.Functions)
        {
            if (KnownFunctions.ReadsFiles(function))
                return "reading files of the server is refused where columns are masked";
            if (readsMasked && KnownFunctions.PassesOn(function))
                return $"function {function} would carry values of masked columns away";
        }
        if (statement.Kind == StatementKind.Show && statement.Kinds.Contains(StatementKind.Replication))
            return "the events of the binary log repeat values of masked columns";
        if (rows == RowsRead.Masked && arguments == ArgumentUse.Any)
            return "a stored routine could keep the values of masked columns that it is given";
        if (use == CodeUse.Sent && DefinesCode(readsMasked))
            return "it would define code over masked columns";
        if (!StoresHarmlessly(readsMasked))
            return Stores;
        if (!readsMasked)
            return null;
        // HANDLER .. OPEN, whose rows a later statement returns.
        if (statement is { Kind: StatementKind.Select, Result: ResultColumns.None, Movement: DataMovement.None })
            return Stores;
        if (use == CodeUse.Sent && statement is { Kind: StatementKind.Do, Result: ResultColumns.Unknown })
            return "a block of statements over masked columns is refused";
        return null;
    }

    /// <summary>A view is no more than its columns; a routine, trigger or event can do anything with what it reads.</summary>
    private bool DefinesCode(bool readsMasked)
    {
        if (statement.Kind is not (StatementKind.Create or StatementKind.Alter) || (statement.Kinds.Bits & ~DefinitionKinds.Bits) == 0)
            return false;
        bool isQuery = (statement.Kinds.Bits & ~DefinitionKinds.With(StatementKind.Select).Bits) == 0;
        return !isQuery || (readsMasked && statement.Stored.IsDefaultOrEmpty);
    }

    private bool StoresHarmlessly(bool readsMasked)
    {
        if (statement.Stored.IsDefault)
            return statement.Movement == DataMovement.None || !(readsMasked || statement.Kind == StatementKind.Alter);
        foreach (StoredValue value in statement.Stored)
        {
            if (!IsHarmless(value, readsMasked))
                return false;
        }
        return true;
    }

    /// <summary>
    /// A masked value may go back into its own column, where every session finds it under the same mask. If that shows a
    /// part of the value, only as it is: moved about, other parts would show.
    /// </summary>
    private bool IsHarmless(StoredValue value, bool readsMasked)
    {
        if (!value.Lineage.IsKnown)
            return !readsMasked;
        if (SourceMasks.Of(value.Lineage, catalog) is null)
            return true;
        if (value.Target is not { } target || !value.Lineage.Sources.All(source => IsSame(source, target)))
            return false;
        return value.Lineage.Derivation == Derivation.Copy
            || catalog.Relation(target.Relation).MaskOf(target.Column) is { Kind: MaskKind.Full or MaskKind.Null or MaskKind.Fixed };
    }

    private bool IsSame(SourceColumn one, SourceColumn other) =>
        one.Column.Equals(other.Column, StringComparison.OrdinalIgnoreCase) && one.Column != "*"
        && catalog.Qualify(ObjectKind.Relation, one.Relation) is { } relation
        && relation == catalog.Qualify(ObjectKind.Relation, other.Relation);
}
