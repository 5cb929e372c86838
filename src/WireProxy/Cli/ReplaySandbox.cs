using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using WireProxy.Configuration;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.Postgres;
using WireProxy.Replay;
using WireProxy.Replay.Sandbox;
using WireProxy.Transport;

namespace WireProxy.Cli;

/// <summary>The part of <c>replay</c> that sends a session's messages to another server.</summary>
internal static class ReplaySandbox
{
    private const string DefaultVariable = "WIREPROXY_SANDBOX_PASSWORD";

    private static readonly Option<HostPort?> To = new("--to")
    {
        Description = "Send the client's messages to this server again and report how its answers differ; never a production server",
        HelpName = "ADDR",
        CustomParser = result =>
        {
            if (HostPort.TryParse(result.Tokens[0].Value, out HostPort address, out string? problem))
                return address;
            result.AddError($"--to: {problem}.");
            return null;
        },
    };

    private static readonly Option<string?> User = new("--user") { Description = "--to: log in as this user [default: the recorded one]", HelpName = "U" };

    private static readonly Option<string?> Database = new("--database") { Description = "--to: in this database [default: the recorded one]", HelpName = "D" };

    private static readonly Option<string> PasswordVariable = new("--password-env")
    {
        Description = "--to: the environment variable that holds the password; a terminal is asked if it is not set",
        HelpName = "NAME",
        DefaultValueFactory = _ => DefaultVariable,
    };

    private static readonly Option<UpstreamTls> Tls = new("--tls") { Description = "--to: TLS with the server", DefaultValueFactory = _ => UpstreamTls.Prefer };

    private static readonly Option<string[]> Ignore = new("--ignore")
    {
        Description = "--to: what may differ: column:NAME (with *), order (of rows), messages (of errors), types, counts, data (of COPY)",
        HelpName = "RULE",
        DefaultValueFactory = _ => [],
        Validators =
        {
            result =>
            {
                foreach (string rule in result.Tokens.Select(token => token.Value).Where(rule => !IgnoreRules.IsRule(rule)))
                    result.AddError($"--ignore: '{rule}' is neither column:NAME nor one of {string.Join(", ", IgnoreRules.Words)}.");
            },
        },
    };

    private static readonly Option<TimeSpan> Timeout = new("--timeout")
    {
        Description = "--to: how long an answer may take, in seconds or as 00:01:00",
        HelpName = "TIME",
        DefaultValueFactory = _ => TimeSpan.FromMinutes(1),
        CustomParser = result =>
        {
            if (SessionsWords.ReadClock(result.Tokens[0].Value) is { } time && time > TimeSpan.Zero)
                return time;
            result.AddError("--timeout must be a time such as 00:01:00, or seconds.");
            return default;
        },
    };

    private static readonly Option<bool> Json = new("--json") { Description = "--to: write one JSON object" };

    public static void AddTo(Command command)
    {
        foreach (Option option in (Option[])[To, User, Database, PasswordVariable, Tls, Ignore, Timeout, Json])
            command.Add(option);
    }

    public static bool IsAskedFor(ParseResult parsed) => parsed.GetValue(To) is not null;

    public static async Task<int> RunAsync(ParseResult parsed, RecordedSession session, CancellationToken cancellation)
    {
        InvocationConfiguration console = parsed.InvocationConfiguration;
        if (SandboxProtocols.Find(session.Entry) is not { } protocol)
        {
            await console.Error.WriteLineAsync($"sessions of protocol '{session.Entry.Protocol}' can not be sent again");
            return ExitCode.Failed;
        }
        HostPort address = parsed.GetValue(To)!.Value;
        var connector = new UpstreamConnector(new UpstreamOptions { Address = address, Tls = parsed.GetValue(Tls) });
        try
        {
            await using WireConnection server = await connector.ConnectAsync(client: null, cancellation);
            var login = new SandboxLogin(parsed.GetValue(User), Password(parsed), parsed.GetValue(Database), connector);
            var runner = new SandboxRunner(session, protocol, new IgnoreRules(parsed.GetValue(Ignore)!), parsed.GetValue(Timeout));
            SandboxResult result = await runner.RunAsync(server, login, cancellation);
            await WriteAsync(parsed, session, result);
            return result.Different == 0 ? ExitCode.Done : ExitCode.ReplayDiffered;
        }
        catch (Exception failure) when (failure is SandboxException or SocketException or PostgresProtocolException or MySqlProtocolException)
        {
            await console.Error.WriteLineAsync(failure is SocketException ? $"cannot connect to {address}: {failure.Message}" : failure.Message);
            return ExitCode.Failed;
        }
    }

    private static string Password(ParseResult parsed)
    {
        if (Environment.GetEnvironmentVariable(parsed.GetValue(PasswordVariable)!) is { } set)
            return set;
        if (Console.IsInputRedirected || !ReferenceEquals(parsed.InvocationConfiguration.Output, Console.Out))
            return "";
        Console.Error.Write("password for the sandbox: ");
        var typed = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace && typed.Length > 0)
                typed.Length--;
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }

    private static async Task WriteAsync(ParseResult parsed, RecordedSession session, SandboxResult result)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Json))
        {
            await output.WriteLineAsync(SessionsJson.Object(json => Write(json, session, result)));
            return;
        }
        foreach (Difference difference in result.Differences)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"statement {difference.Statement} ({SessionsWords.Line(difference.Sql, 120)}): {SessionsWords.Line(difference.What)}"));
        string unsent = result.Refused == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {result.Refused} not sent");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"replayed {session.Id}: {result.Statements} statements, {result.Different} answered otherwise{unsent}"));
    }

    private static void Write(Utf8JsonWriter json, RecordedSession session, SandboxResult result)
    {
        json.WriteString("session", session.Id.ToString());
        json.WriteNumber("statements", result.Statements);
        json.WriteNumber("different", result.Different);
        json.WriteNumber("notSent", result.Refused);
        json.WriteStartArray("differences");
        foreach (Difference difference in result.Differences)
        {
            json.WriteStartObject();
            json.WriteNumber("statement", difference.Statement);
            json.WriteString("sql", difference.Sql);
            json.WriteString("difference", difference.What);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
