using System.Globalization;

namespace WireProxy.Replay.Sandbox;

/// <summary>Compares two servers' answers, statement by statement and field by field, as they come.</summary>
internal sealed class AnswerComparison(AnswerCursor recorded, AnswerCursor live, IgnoreRules ignored, Func<StatementEnd, Unsent> refusals)
{
    private const int KeptDifferences = 200;
    private const int ShownValue = 80;

    private readonly List<Difference> _differences = [];
    private readonly RowComparison _rows = new();
    private bool _differs;

    /// <summary>The first of them.</summary>
    public IReadOnlyList<Difference> Differences => _differences;

    /// <summary>Statements of the recording that the sandbox was sent, or should have been.</summary>
    public long Statements { get; private set; }

    public long Different { get; private set; }

    /// <summary>Statements that policy refused when they were recorded.</summary>
    public long Refused { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await recorded.MoveAsync(cancellationToken);
        await live.MoveAsync(cancellationToken);
        while (recorded.Current is not null || live.Current is not null)
        {
            if (live.Current is null || recorded.Current?.Statement < live.Current.Statement)
                await RecordedAloneAsync(cancellationToken);
            else if (recorded.Current is null || live.Current.Statement < recorded.Current.Statement)
                await live.SkipStatementAsync(cancellationToken);
            else
                await CompareAsync(recorded.Current, live.Current, cancellationToken);
        }
    }

    private async Task RecordedAloneAsync(CancellationToken cancellationToken)
    {
        string sql = recorded.Current!.Sql;
        if (await recorded.SkipStatementAsync(cancellationToken) is not { } end)
            return;
        Differ(sql, "was answered in the recording, and not by the sandbox");
        Count(end);
    }

    private async Task CompareAsync(Answer was, Answer now, CancellationToken cancellationToken)
    {
        switch (was, now)
        {
            case (ResultStart start, ResultStart startNow):
                Columns(start, startNow);
                break;
            case (ResultRow row, ResultRow rowNow):
                Rows(row, rowNow);
                break;
            case (ResultData data, ResultData dataNow):
                if (!ignored.Data && data.Data != dataNow.Data)
                    Differ(was.Sql, $"bulk data: recorded {Shown(data.Data)}, now {Shown(dataNow.Data)}");
                break;
            case (ResultStop stop, ResultStop stopNow):
                Stop(stop, stopNow);
                break;
            case (StatementEnd end, StatementEnd endNow):
                End(end, endNow);
                break;
            default:
                await UnequalAsync(was, now, cancellationToken);
                return;
        }
        await recorded.MoveAsync(cancellationToken);
        await live.MoveAsync(cancellationToken);
    }

    private void Columns(ResultStart was, ResultStart now)
    {
        _rows.Begin([.. was.Columns.Select(column => column.Name)]);
        if (!was.Columns.Select(column => column.Name).SequenceEqual(now.Columns.Select(column => column.Name)))
            Differ(was.Sql, $"columns: recorded {string.Join(", ", was.Columns.Select(column => column.Name))}, now {string.Join(", ", now.Columns.Select(column => column.Name))}");
        else if (!ignored.Types && !was.Columns.SequenceEqual(now.Columns))
            Differ(was.Sql, $"types: recorded {string.Join(", ", was.Columns.Select(column => column.Type))}, now {string.Join(", ", now.Columns.Select(column => column.Type))}");
    }

    private void Rows(ResultRow was, ResultRow now)
    {
        if (_rows.Compare(was.Values, now.Values, ignored) is { } difference)
            Differ(was.Sql, difference);
    }

    private void Stop(ResultStop was, ResultStop now)
    {
        if (ignored.Order && !_rows.HaveSameRows)
            Differ(was.Sql, "the rows differ, whatever their order");
        if (!ignored.Counts && was.End != now.End)
            Differ(was.Sql, $"end: recorded {was.End.Text}, now {now.End.Text}");
    }

    private void End(StatementEnd was, StatementEnd now)
    {
        bool isSame = was.Error == now.Error || (ignored.Messages && was.Error?.Code == now.Error?.Code);
        if (!isSame)
            Differ(was.Sql, $"error: recorded {Shown(was.Error?.ToString())}, now {Shown(now.Error?.ToString())}");
        Count(was);
    }

    // One server has more rows, another result, or an error where the other has none: the rest can not be set side by side.
    private async Task UnequalAsync(Answer was, Answer now, CancellationToken cancellationToken)
    {
        if (was is ResultRow && now is ResultStop)
            await PassAsync(recorded, row => row is ResultRow, "the recording has more rows", was.Sql, cancellationToken);
        else if (was is ResultStop && now is ResultRow)
            await PassAsync(live, row => row is ResultRow, "the sandbox has more rows", was.Sql, cancellationToken);
        else
            await RestAsync(was, now, cancellationToken);
    }

    private async Task PassAsync(AnswerCursor cursor, Func<Answer, bool> which, string what, string sql, CancellationToken cancellationToken)
    {
        long rows = 0;
        for (; cursor.Current is { } current && which(current); rows++)
            await cursor.MoveAsync(cancellationToken);
        Differ(sql, string.Create(CultureInfo.InvariantCulture, $"{what}: {rows}"));
    }

    private async Task RestAsync(Answer was, Answer now, CancellationToken cancellationToken)
    {
        StatementEnd? end = await recorded.SkipStatementAsync(cancellationToken);
        StatementEnd? endNow = await live.SkipStatementAsync(cancellationToken);
        if (end is null)
            return;
        bool isError = end.Error != endNow?.Error;
        Differ(was.Sql, isError
            ? $"error: recorded {Shown(end.Error?.ToString())}, now {Shown(endNow?.Error?.ToString())}"
            : $"recorded {Word(was)}, now {Word(now)}");
        Count(end);
    }

    private void Count(StatementEnd end)
    {
        Unsent refusal = refusals(end);
        if (refusal == Unsent.None)
            Statements++;
        else
            Refused++;
        if (_differs && refusal == Unsent.None)
            Different++;
        else if (_differs)
            _differences.RemoveAll(difference => difference.Statement == Number);
        _differs = false;
    }

    private long Number => Statements + Refused + 1;

    private void Differ(string sql, string what)
    {
        _differs = true;
        if (_differences.Count < KeptDifferences)
            _differences.Add(new Difference(Number, sql, what));
    }

    private static string Word(Answer answer) => answer switch
    {
        ResultStart => "a result",
        ResultRow => "a row",
        ResultData => "bulk data",
        ResultStop stop => $"'{stop.End.Text}'",
        _ => "nothing more",
    };

    private static string Shown(string? value) => value switch
    {
        null => "none",
        { Length: > ShownValue } => $"'{value[..ShownValue]}...'",
        _ => $"'{value}'",
    };
}

/// <summary>Why a statement of the recording is not sent.</summary>
internal enum Unsent : byte
{
    None,
    ByPolicy,

    /// <summary>It means something else on another server.</summary>
    NotReplayable,
}
