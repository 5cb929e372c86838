using System.CommandLine;
using WireProxy.Audit.Keys;

namespace WireProxy.Cli.Keys;

/// <summary><c>keys</c>: makes, rotates and lists the keys of the recordings.</summary>
internal static class KeysCommand
{
    public static Command Create(CommandConfiguration configuration) => new("keys", "Make and list the keys that encrypt and sign recordings.")
    {
        KeysCreateCommand.Create(),
        KeysRotateCommand.Create(configuration),
        KeysListCommand.Create(configuration),
    };

    /// <summary>Runs a verb that reads and writes key files.</summary>
    public static async Task<int> RunAsync(ParseResult parsed, Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            string what = failure is AuditKeyException ? "the key can not be used: " : "";
            await parsed.InvocationConfiguration.Error.WriteLineAsync(what + failure.Message);
            return ExitCode.Failed;
        }
    }
}
