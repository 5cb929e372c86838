using System.Collections.Frozen;
using System.Collections.Immutable;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Comparisons;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Literals;

/// <summary>
/// Follows INSERT, REPLACE and UPDATE from their columns to the values that go into them. Whatever it can not follow may go
/// into any column.
/// </summary>
internal sealed class StoredTargets(StatementSummary statement, NameTokens tokens, SqlDialect dialect)
{
    private static readonly StatementKinds ReadingKinds = StatementKinds.Of(StatementKind.Select).With(StatementKind.Delete)
        .With(StatementKind.Explain);

    private static readonly FrozenSet<string> InsertWords = FrozenSet.ToFrozenSet(["low_priority", "delayed", "high_priority", "ignore", "into"]);

    private static readonly FrozenSet<string> AssignmentEnds = FrozenSet.ToFrozenSet(["where", "from", "returning", "order", "limit"]);

    private readonly string?[] _columns = new string?[tokens.Count];
    private readonly LiteralRole[] _roles = new LiteralRole[tokens.Count];

    public string? ColumnAt(int at) => _columns[at];

    public LiteralRole RoleAt(int at) => _roles[at];

    /// <summary>The columns that data goes into which follows the statement; empty where none does.</summary>
    public ImmutableArray<string> LoadedColumns { get; private set; } = [];

    public void Mark()
    {
        Fill(0, tokens.Count, null);
        StatementKinds kinds = statement.Kinds.With(statement.Kind);
        if (kinds.Contains(StatementKind.CopyIn))
            LoadedColumns = CopyColumns();
        if (statement.Coverage.IsComplete && (kinds.Bits & ~ReadingKinds.Bits) == 0)
            return;
        bool isFollowed = statement.Coverage.IsComplete
            && (tokens.IsWord(0, "insert") || tokens.IsWord(0, "replace") ? MarkInsert() : tokens.IsWord(0, "update") && MarkUpdate());
        if (!isFollowed)
            Fill(0, tokens.Count, LiteralUse.AnyColumn);
    }

    private bool MarkInsert()
    {
        int at = 1;
        while (tokens.IsWordOf(at, InsertWords))
            at++;
        at = BehindName(at);
        if (tokens.IsWord(at, "as"))
            at += 2;
        ImmutableArray<string> columns = [];
        if (tokens.IsSymbol(at, "("))
        {
            columns = NameList(at, out at);
            if (columns.IsEmpty)
                return false;
        }
        if (tokens.IsWord(at, "overriding"))
            at += 3;
        if (tokens.IsWord(at, "set"))
            return MarkAssignments(at + 1);
        return (tokens.IsWord(at, "values") || tokens.IsWord(at, "value")) && MarkRows(at + 1, columns, out at) && MarkConflict(at);
    }

    /// <summary><c>(..), ROW(..), ..</c></summary>
    private bool MarkRows(int at, ImmutableArray<string> columns, out int end)
    {
        while (true)
        {
            if (tokens.IsWord(at, "row"))
                at++;
            if (!tokens.IsSymbol(at, "("))
                break;
            int close = Closing(at);
            int start = at + 1;
            for (int column = 0; start <= close; column++)
            {
                int comma = EndOfItem(start, close);
                MarkValue(start, comma, column < columns.Length ? columns[column] : LiteralUse.AnyColumn);
                start = comma + 1;
            }
            at = close + 1;
            if (!tokens.IsSymbol(at, ","))
            {
                end = at;
                return true;
            }
            at++;
        }
        end = at;
        return false;
    }

    /// <summary>What follows the rows: nothing of it stores but the assignments of an update.</summary>
    private bool MarkConflict(int at)
    {
        for (int depth = 0; at < tokens.Count; at++)
        {
            depth += DepthAt(at);
            if (depth == 0 && tokens.IsWord(at, "update"))
                return MarkAssignments(tokens.IsWord(at + 1, "set") ? at + 2 : at + 1);
        }
        return true;
    }

    private bool MarkUpdate()
    {
        for (int at = 0, depth = 0; at < tokens.Count; at++)
        {
            depth += DepthAt(at);
            if (depth == 0 && tokens.IsWord(at, "set"))
                return MarkAssignments(at + 1);
        }
        return false;
    }

    /// <summary><c>column = value, ..</c> up to the next clause.</summary>
    private bool MarkAssignments(int at)
    {
        while (at < tokens.Count)
        {
            int end = EndOfItem(at, tokens.Count);
            int value = BehindName(at);
            bool isPlain = value > at && (tokens.IsSymbol(value, "=") || tokens.IsSymbol(value, ":="));
            bool isQualified = value > at + 1;
            // PostgreSQL: a field of the column that is named first. MySQL: a relation's column.
            string column = !isPlain || (isQualified && dialect == SqlDialect.Postgres) ? LiteralUse.AnyColumn : tokens.TextAt(value - 1);
            MarkValue(isPlain ? value + 1 : at, end, column);
            if (!tokens.IsSymbol(end, ","))
                return true;
            at = end + 1;
        }
        return true;
    }

    private void MarkValue(int start, int end, string column)
    {
        Fill(start, end, column);
        if (end - start == 1)
            _roles[start] = LiteralRole.Stored;
    }

    private void Fill(int start, int end, string? column)
    {
        _columns.AsSpan(start, end - start).Fill(column);
        _roles.AsSpan(start, end - start).Fill(LiteralRole.Computed);
    }

    private ImmutableArray<string> CopyColumns()
    {
        int list = BehindName(1);
        if (!tokens.IsWord(0, "copy") || !tokens.IsSymbol(list, "("))
            return [LiteralUse.AnyColumn];
        ImmutableArray<string> columns = NameList(list, out _);
        return columns.IsEmpty ? [LiteralUse.AnyColumn] : columns;
    }

    /// <summary><c>(name, ..)</c>; empty where it is anything else.</summary>
    private ImmutableArray<string> NameList(int at, out int behind)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        behind = at;
        do
        {
            int name = BehindName(at + 1);
            if (name == at + 1)
                return [];
            names.Add(tokens.TextAt(name - 1));
            at = name;
        }
        while (tokens.IsSymbol(at, ","));
        if (!tokens.IsSymbol(at, ")"))
            return [];
        behind = at + 1;
        return names.DrainToImmutable();
    }

    /// <summary>Behind <c>name (. name)*</c>; the same place where there is none.</summary>
    private int BehindName(int at)
    {
        while (tokens.IsName(at) && tokens.IsSymbol(at + 1, ".") && tokens.IsName(at + 2))
            at += 2;
        return tokens.IsName(at) ? at + 1 : at;
    }

    /// <summary>The next comma or clause outside of parentheses, or the limit.</summary>
    private int EndOfItem(int at, int limit)
    {
        for (int depth = 0; at < limit; at++)
        {
            if (depth == 0 && (tokens.IsSymbol(at, ",") || tokens.IsWordOf(at, AssignmentEnds)))
                return at;
            depth += DepthAt(at);
        }
        return limit;
    }

    private int Closing(int open)
    {
        int at = open;
        for (int depth = 0; at < tokens.Count; at++)
        {
            depth += DepthAt(at);
            if (depth == 0)
                return at;
        }
        return at;
    }

    private int DepthAt(int at) =>
        tokens.IsSymbol(at, "(") || tokens.IsSymbol(at, "[") ? 1
        : tokens.IsSymbol(at, ")") || tokens.IsSymbol(at, "]") ? -1
        : 0;
}
