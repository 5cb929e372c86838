using System.Text.Json;

namespace WireProxy.Integration.Proxy;

/// <summary>What a hosted command line gave.</summary>
internal sealed record CommandReply(int ExitCode, string Output, string Errors);

/// <summary>A request to a <see cref="CommandHost"/> and its reply, one line each.</summary>
internal static class CommandMessage
{
    public static string Of(string[] arguments) => JsonSerializer.Serialize(arguments);

    public static string Of(CommandReply reply) => JsonSerializer.Serialize(reply);

    public static string[] ToArguments(string line) => JsonSerializer.Deserialize<string[]>(line)!;

    public static CommandReply ToReply(string line) => JsonSerializer.Deserialize<CommandReply>(line)!;
}
