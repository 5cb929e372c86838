using System.Globalization;
using WireProxy.Cli;

namespace WireProxy.Replay.Terminal;

/// <summary>The lines of a replay on a terminal, each at its time since the session began.</summary>
internal sealed class TranscriptLines(TextWriter output)
{
    private const int LongestLine = 2000;

    public TimeSpan Now { get; set; }

    /// <summary>Whether lines are written at all.</summary>
    public Visibility Visibility { get; set; }

    /// <summary>Something the client sent.</summary>
    public void Client(string text) => Write('>', text);

    /// <summary>Something the client received.</summary>
    public void Server(string text) => Write('<', text);

    /// <summary>Something about the session that is in neither stream.</summary>
    public void Event(string text) => Write('-', text);

    /// <summary>A result the client received.</summary>
    public void Server(OutputTable table)
    {
        if (Visibility == Visibility.Hidden)
            return;
        if (OutputTable.IsDrawn(output))
        {
            table.WriteDrawn();
            return;
        }
        foreach (string line in table.Lines())
            Write('<', line, Spaces.Kept);
    }

    private void Write(char side, string text, Spaces spaces = Spaces.Joined)
    {
        if (Visibility == Visibility.Hidden)
            return;
        string line = spaces == Spaces.Kept ? text.TrimEnd() : SessionsWords.Line(text, LongestLine);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{SessionsWords.Clock(Now)} {side} {line}"));
    }

    private enum Spaces : byte
    {
        Joined,
        Kept,
    }
}

/// <summary>Whether something is shown.</summary>
internal enum Visibility : byte
{
    Shown,
    Hidden,
}
