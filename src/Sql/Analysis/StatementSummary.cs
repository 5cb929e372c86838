using System.Collections.Immutable;
using WireProxy.Sql.Fingerprints;
using WireProxy.Sql.Literals;

namespace WireProxy.Sql.Analysis;

/// <summary>
/// What policy and masking need to know of one statement. It may claim more than the statement does; it may claim
/// less only when <see cref="Coverage"/> is partial.
/// </summary>
public sealed record StatementSummary
{
    /// <summary>What the statement is at its top level.</summary>
    public required StatementKind Kind { get; init; }

    /// <summary>The top level and everything nested in it: a DELETE in a CTE counts, so does the statement of an EXPLAIN.</summary>
    public required StatementKinds Kinds { get; init; }

    /// <summary>Relations named anywhere in the statement; names of its own CTEs are left out.</summary>
    public required ImmutableArray<RelationAccess> Relations { get; init; }

    /// <summary>Functions called by name anywhere in the statement.</summary>
    public required ImmutableArray<SqlName> Functions { get; init; }

    /// <summary>
    /// Last parts of <c>relation.column</c> references. PostgreSQL reads such a name as a call of the function of that
    /// name on the whole row where the relation has no such column, so rules about functions must look here, too.
    /// </summary>
    public ImmutableArray<string> Attributes { get; init; } = [];

    /// <summary>Whether each UPDATE and DELETE has a WHERE of its own; one without is enough for <see cref="WherePresence.Missing"/>.</summary>
    public required WherePresence Where { get; init; }

    /// <summary>Whether rows that the statement reads end up stored under another name.</summary>
    public required DataMovement Movement { get; init; }

    /// <summary>
    /// The values that the statement stores and that do not come from the client alone, with those that a column gets from
    /// itself; default where not all of them are known. PostgreSQL: asked for separately, as the outputs are.
    /// </summary>
    public ImmutableArray<StoredValue> Stored { get; init; }

    /// <summary>
    /// The columns that the statement returns, or that what it declares or prepares will, if <see cref="Result"/> says that they are listed;
    /// else empty.
    /// </summary>
    public ImmutableArray<OutputColumn> Outputs { get; init; } = [];

    /// <summary>What <see cref="Outputs"/> says of the statement's result.</summary>
    public ResultColumns Result { get; init; }

    /// <summary>Which text decides what the statement returns.</summary>
    public ResultSource ResultSource { get; init; }

    /// <summary>The cursor that DECLARE creates, FETCH reads or CLOSE ends; null in other statements and where it could not be read.</summary>
    public string? Cursor { get; init; }

    /// <summary>PostgreSQL: the COPY TO STDOUT that the statement is; null in others and where an option of it is not known here.</summary>
    public CopyToClient? Copy { get; init; }

    /// <summary>PostgreSQL: what the statement does with code that it carries; what the code names is in this summary, too.</summary>
    public CodeUse Code { get; init; }

    /// <summary>The statement that PREPARE defines or EXECUTE runs; null in other statements and where it could not be read.</summary>
    public PreparedText? Prepared { get; init; }

    /// <summary>MySQL: the database that USE makes the default; null in other statements.</summary>
    public string? UsesDatabase { get; init; }

    /// <summary>MySQL: what the statement may change about the reading of later texts.</summary>
    public SessionChange SessionChange { get; init; }

    /// <summary>MySQL: what SET does to <c>sql_mode</c>, where the text says it; null where it does nothing or can not be told.</summary>
    public SqlModeChange? SqlMode { get; init; }

    /// <summary>MySQL: the character set that SET NAMES or SET CHARACTER SET names; null where it names none.</summary>
    public string? CharacterSet { get; init; }

    /// <summary>MySQL: the connection that KILL names by a literal number.</summary>
    public ulong? KillTarget { get; init; }

    public required Coverage Coverage { get; init; }

    /// <summary>
    /// The text at which the server's grammar ends, in the server's own cut, if the first word begins no statement of the dialect; else null.
    /// </summary>
    public string? StrayText { get; init; }

    /// <summary>The shape of the statement's text; null where nobody asked for it, and where it can not be told for sure.</summary>
    public Fingerprint? Fingerprint { get; init; }

    /// <summary>
    /// The names, in lower case, that may be compared, sorted or computed with; default where nobody asked for them, and where
    /// not all of them can be told.
    /// </summary>
    public ImmutableArray<string> ComparedNames { get; init; }

    /// <summary>The literals and parameters, in order; default where nobody asked for them, and where they can not be told for sure.</summary>
    public ImmutableArray<LiteralUse> Literals { get; init; }

    /// <summary>
    /// The columns, in lower case, that data goes into which the client sends after the statement; empty where none does, and
    /// default as <see cref="Literals"/>.
    /// </summary>
    public ImmutableArray<string> LoadedColumns { get; init; }

    /// <summary>Where the statement stands in the text it came in: first byte and length, in bytes.</summary>
    public required Range Text { get; init; }
}

/// <summary>What is known of the columns of a statement's result.</summary>
public enum ResultColumns : byte
{
    /// <summary>Nobody looked.</summary>
    NotAnalyzed,

    /// <summary>The statement returns no rows.</summary>
    None,

    /// <summary>Every column, in order, is in <see cref="StatementSummary.Outputs"/>.</summary>
    Listed,

    /// <summary>There may be any number of columns, results, or both, made of anything.</summary>
    Unknown,
}

/// <summary>Presence of WHERE at the level that matters.</summary>
public enum WherePresence : byte
{
    None,
    Present,
    Missing,
}

/// <summary>Where the query is written whose rows a statement returns.</summary>
public enum ResultSource : byte
{
    OwnText,
    /// <summary>FETCH and EXECUTE return what an earlier DECLARE, Bind or PREPARE said.</summary>
    EarlierText,
}

/// <summary>Whether a statement stores what it reads: CTAS, SELECT INTO, INSERT..SELECT, UPDATE from columns, CREATE VIEW.</summary>
public enum DataMovement : byte
{
    None,
    StoresWhatItReads,
}
