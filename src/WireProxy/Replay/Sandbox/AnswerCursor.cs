using System.Threading.Channels;

namespace WireProxy.Replay.Sandbox;

/// <summary>Walks the answers of one server, one ahead.</summary>
internal sealed class AnswerCursor(ChannelReader<Answer> answers)
{
    /// <summary>Null at the end.</summary>
    public Answer? Current { get; private set; }

    public async ValueTask MoveAsync(CancellationToken cancellationToken)
    {
        while (await answers.WaitToReadAsync(cancellationToken))
        {
            if (!answers.TryRead(out Answer? next))
                continue;
            Current = next;
            return;
        }
        Current = null;
    }

    /// <summary>Passes over what is left of the statement, its end included.</summary>
    public async ValueTask<StatementEnd?> SkipStatementAsync(CancellationToken cancellationToken)
    {
        long statement = Current?.Statement ?? 0;
        StatementEnd? end = null;
        while (Current is { } current && current.Statement == statement)
        {
            end = current as StatementEnd;
            await MoveAsync(cancellationToken);
        }
        return end;
    }
}
