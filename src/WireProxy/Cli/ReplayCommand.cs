using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using WireProxy.Audit;
using WireProxy.Audit.Stores;
using WireProxy.Configuration;
using WireProxy.Replay;
using WireProxy.Replay.Driver;
using WireProxy.Replay.Terminal;

namespace WireProxy.Cli;

/// <summary><c>replay</c>: a recorded session again, on the terminal or to a driver.</summary>
internal static class ReplayCommand
{
    private static readonly Option<double> Speed = new("--speed")
    {
        Description = "How many times as fast as it was",
        HelpName = "X",
        DefaultValueFactory = _ => 1,
        CustomParser = result =>
        {
            bool isNumber = double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double speed);
            if (!isNumber || speed is not (> 0 and < double.PositiveInfinity))
                result.AddError("--speed must be a number greater than 0.");
            return speed;
        },
    };

    private static readonly Option<TimeSpan> From = Span("--from", "Begin at this time of the session, as the lines show it", TimeSpan.Zero);

    private static readonly Option<TimeSpan> Pause = Span("--max-pause", "No pause is longer than this", otherwise: null);

    private static readonly Option<long> Rows = new("--rows")
    {
        Description = "Rows shown of one result; the rest is counted",
        HelpName = "N",
        DefaultValueFactory = _ => new Playback().Rows,
    };

    private static readonly Option<ListenAddress?> Serve = new("--serve")
    {
        Description = "Listen here and give the recorded server bytes to a driver that sends what the recorded client sent",
        HelpName = "ADDR",
        CustomParser = result =>
        {
            if (ListenAddress.TryParse(result.Tokens[0].Value, out ListenAddress? address, out string? problem))
                return address;
            result.AddError($"--serve: {problem}.");
            return null;
        },
    };

    public static Command Create(CommandConfiguration configuration)
    {
        var archive = new SessionsArchive(configuration);
        var command = new Command("replay", "Replay a session on the terminal, to a driver, or to another server.")
        {
            SessionsArchive.Id, Speed, From, Pause, Rows, Serve,
        };
        ReplaySandbox.AddTo(command);
        command.SetAction((parsed, cancellation) =>
            archive.RunAsync(parsed, (opened, session) => RunAsync(parsed, opened, session, cancellation), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, AuditArchive archive, SessionEntry entry, CancellationToken cancellation)
    {
        var session = new RecordedSession(archive, entry);
        InvocationConfiguration console = parsed.InvocationConfiguration;
        if (ReplaySandbox.IsAskedFor(parsed))
            return await ReplaySandbox.RunAsync(parsed, session, cancellation);
        if (parsed.GetValue(Serve) is { } address)
            return await ServeAsync(session, address, console, cancellation);
        var playback = new Playback
        {
            Speed = parsed.GetValue(Speed),
            From = parsed.GetValue(From),
            LongestPause = parsed.GetResult(Pause) is null ? TimeSpan.MaxValue : parsed.GetValue(Pause),
            Rows = parsed.GetValue(Rows),
        };
        await new TerminalPlayer(console.Output, playback, TimeProvider.System).PlayAsync(session, cancellation);
        return ExitCode.Done;
    }

    private static Option<TimeSpan> Span(string name, string description, TimeSpan? otherwise) => new(name)
    {
        Description = description + ": 00:01:30, or seconds",
        HelpName = "TIME",
        DefaultValueFactory = otherwise is { } value ? _ => value : null,
        CustomParser = result =>
        {
            if (SessionsWords.ReadClock(result.Tokens[0].Value) is { } span)
                return span;
            result.AddError($"{name} must be a time such as 00:01:30, or seconds.");
            return default;
        },
    };

    private static async Task<int> ServeAsync(
        RecordedSession session, ListenAddress address, InvocationConfiguration console, CancellationToken cancellation)
    {
        if (DriverProtocols.Find(session.Entry.Protocol) is not { } protocol)
        {
            await console.Error.WriteLineAsync($"sessions of protocol '{session.Entry.Protocol}' can not be served");
            return ExitCode.Failed;
        }
        try
        {
            using var server = new DriverServer(address, session, protocol);
            await console.Output.WriteLineAsync($"listening {server.Address}");
            await console.Output.FlushAsync(cancellation);
            ReplayResult result = await server.RunAsync(cancellation);
            if (result.Difference is { } difference)
            {
                await console.Error.WriteLineAsync("the replay differs from the recording: " + SessionsWords.Line(difference));
                return ExitCode.ReplayDiffered;
            }
            await console.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"replayed {session.Id}, {result.Messages} messages as recorded"));
            return ExitCode.Done;
        }
        catch (SocketException failure)
        {
            await console.Error.WriteLineAsync($"cannot listen on {address}: {failure.Message}");
            return ExitCode.Failed;
        }
    }
}
