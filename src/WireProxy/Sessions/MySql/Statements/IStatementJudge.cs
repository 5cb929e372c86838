namespace WireProxy.Sessions.MySql.Statements;

/// <summary>Judges statement texts for sessions of one policy scope.</summary>
internal interface IStatementJudge
{
    /// <summary>Kept by a session for as long as its settings stay.</summary>
    JudgingScope ScopeOf(ServerSettings settings, string loginDatabase);

    StatementJudgement Judge(ReadOnlySpan<byte> text, JudgingScope scope);

    /// <summary>What the server has to be asked before a text can be judged; null when nothing is missing. Asked again after each answer.</summary>
    IServerQuestion? QuestionBefore(ReadOnlySpan<byte> text, JudgingScope scope) => null;

    /// <summary>What holds now of a text that was judged before, when it was prepared.</summary>
    StatementJudgement Renew(StatementJudgement prepared) => prepared;

    /// <summary>A text is about to be sent to run.</summary>
    void NoteRun(StatementJudgement judgement)
    {
    }

    /// <summary>A text was judged that is about to be prepared, so that it can be run later.</summary>
    void NoteKept()
    {
    }

    /// <summary>The session is about to be reset.</summary>
    void NoteReset()
    {
    }
}
