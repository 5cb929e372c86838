using System.CommandLine;
using WireProxy.Audit.Keys;

namespace WireProxy.Cli.Keys;

/// <summary><c>keys rotate</c>: sessions that begin from the next start on are encrypted under a new key; the old ones stay for what they encrypted.</summary>
internal static class KeysRotateCommand
{
    private static readonly Option<FileInfo?> KeyFile = new("--encryption")
    {
        Description = "The key ring [default: Audit:Encryption:KeyFile]",
        HelpName = "FILE",
    };

    public static Command Create(CommandConfiguration configuration)
    {
        var command = new Command("rotate", "Add a new encryption key to the key ring and make it the current one. Signing keys step by themselves.") { KeyFile };
        command.SetAction((parsed, _) => parsed.GetValue(KeyFile) is { } file
            ? KeysCommand.RunAsync(parsed, () => RotateAsync(parsed, file.FullName))
            : configuration.RunAsync(parsed, options => KeysCommand.RunAsync(parsed, () => RotateAsync(parsed, options.Audit.Encryption.KeyFile))));
        return command;
    }

    private static async Task<int> RotateAsync(ParseResult parsed, string? file)
    {
        if (file is null)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync("there is no key ring: name it with --encryption, or in Audit:Encryption:KeyFile");
            return ExitCode.Usage;
        }
        KeyRing rotated = KeyRing.Parse(await File.ReadAllTextAsync(file)).Rotate(DateTimeOffset.UtcNow);
        SecretFile.Replace(file, rotated.ToJson());
        await parsed.InvocationConfiguration.Output.WriteLineAsync($"{file}: key {rotated.Current} is current from the next start of the proxy on");
        return ExitCode.Done;
    }
}
