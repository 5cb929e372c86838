using System.Globalization;
using WireProxy.Cli;

namespace WireProxy.Replay;

/// <summary>The lines of a replay on a terminal, each at its time since the session began.</summary>
internal sealed class TranscriptLines(TextWriter output)
{
    private const int LongestLine = 2000;

    public TimeSpan Now { get; set; }

    /// <summary>Something the client sent.</summary>
    public void Client(string text) => Write('>', text);

    /// <summary>Something the client received.</summary>
    public void Server(string text) => Write('<', text);

    /// <summary>Something about the session that is in neither stream.</summary>
    public void Event(string text) => Write('-', text);

    private void Write(char side, string text) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Now:hh\\:mm\\:ss\\.fff} {side} {SessionsWords.Line(text, LongestLine)}"));
}
