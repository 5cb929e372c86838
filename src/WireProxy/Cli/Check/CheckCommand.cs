using System.CommandLine;
using System.Text;
using WireProxy.Configuration;
using WireProxy.Policy;

namespace WireProxy.Cli.Check;

/// <summary><c>check</c>: what policy says of a statement, without a server.</summary>
internal static class CheckCommand
{
    private static readonly Option<string?> Endpoint = new("--endpoint")
    {
        Description = "As if through this endpoint, in the SQL of its protocol [default: any, in the SQL of the first endpoint]",
        HelpName = "E",
    };

    private static readonly Option<string?> User = new("--user") { Description = "As if by this user [default: any]", HelpName = "U" };

    private static readonly Option<string?> Database = new("--database")
    {
        Description = "As if in this database [default: any]",
        HelpName = "D",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Write one JSON object" };

    private static readonly Option<string?> BatchFile = new("--batch")
    {
        Description = "Read NUL-separated statements from a file, - for standard input; write one JSON object per line",
        HelpName = "FILE",
    };

    private static readonly Argument<string?> Sql = new("SQL")
    {
        Description = "The statement text, as one query message would carry it",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create(CommandConfiguration configuration)
    {
        var command = new Command("check", "Show the verdict on a statement and why. Policies of a user, database or endpoint that is not given count.")
        {
            Endpoint, User, Database, Json, BatchFile, Sql,
        };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(Sql) is null) == (result.GetValue(BatchFile) is null))
                result.AddError("check needs either one SQL text or --batch FILE.");
        });
        command.SetAction((parsed, cancellation) =>
            configuration.RunAsync(parsed, options => RunAsync(parsed, options, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, ProxyOptions options, CancellationToken cancellation)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        string? endpoint = parsed.GetValue(Endpoint);
        EndpointOptions? served = endpoint is null
            ? options.Endpoints[0]
            : options.Endpoints.FirstOrDefault(known => known.Name.Equals(endpoint, StringComparison.OrdinalIgnoreCase));
        if (served is null)
        {
            string[] endpoints = [.. options.Endpoints.Select(known => known.Name)];
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"no endpoint '{endpoint}'{NearestName.Hint(endpoint!, endpoints)}");
            return ExitCode.Usage;
        }
        // The groups of a user are not known here: the policies of all groups count.
        var facts = new SessionFacts(parsed.GetValue(User), default, parsed.GetValue(Database), endpoint);
        IStatementCheck check = StatementChecks.Of(served.Protocol, PolicySnapshot.Compile(options.Policies), facts);
        if (parsed.GetValue(BatchFile) is { } file)
            return await RunBatchAsync(check, file, parsed.InvocationConfiguration, cancellation);

        CheckedText text = check.Run(Encoding.UTF8.GetBytes(parsed.GetValue(Sql)!));
        await output.WriteLineAsync(parsed.GetValue(Json) ? CheckJson.Write(text) : CheckReport.Write(text));
        return ExitCode.Done;
    }

    private static async Task<int> RunBatchAsync(IStatementCheck check, string file, InvocationConfiguration invocation, CancellationToken cancellation)
    {
        if (file != "-" && !File.Exists(file))
        {
            await invocation.Error.WriteLineAsync($"{file}: no such file");
            return ExitCode.Usage;
        }
        await using Stream input = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        await foreach (byte[] text in NulSeparated.ReadAsync(input, cancellation))
            await invocation.Output.WriteLineAsync(CheckJson.Write(check.Run(text)));
        return ExitCode.Done;
    }
}
