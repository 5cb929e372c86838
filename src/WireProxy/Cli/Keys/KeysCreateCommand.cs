using System.CommandLine;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;

namespace WireProxy.Cli.Keys;

/// <summary><c>keys create</c>: a new key file, never over an old one.</summary>
internal static class KeysCreateCommand
{
    /// <summary>The public half of a signing key is written beside it, under its name with this behind it.</summary>
    public const string PublicExtension = ".pub";

    private static readonly Option<FileInfo?> Encryption = new("--encryption")
    {
        Description = "A key ring for Audit:Encryption:KeyFile: who has it can read recordings",
        HelpName = "FILE",
    };

    private static readonly Option<FileInfo?> Signing = new("--signing")
    {
        Description = "A signing key for Audit:Signing:KeyFile, and FILE.pub for auditors",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new Command("create", "Make a new key.") { Encryption, Signing };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Encryption) is null && result.GetValue(Signing) is null)
                result.AddError("keys create needs --encryption FILE or --signing FILE.");
        });
        command.SetAction((parsed, _) => KeysCommand.RunAsync(parsed, () => RunAsync(parsed)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Encryption) is { } ring)
        {
            KeyRing created = KeyRing.Create(DateTimeOffset.UtcNow);
            SecretFile.Create(ring.FullName, created.ToJson());
            await output.WriteLineAsync($"{ring.FullName}: key {created.Current}. Without this file encrypted recordings can not be read: keep a copy.");
        }
        if (parsed.GetValue(Signing) is { } signing)
        {
            byte[] publicKey = SigningKey.Create(signing.FullName);
            await File.WriteAllTextAsync(signing.FullName + PublicExtension, PublicKeys.WritePem(publicKey));
            await output.WriteLineAsync($"{signing.FullName}: for one proxy, which rewrites it. Give auditors {signing.FullName}{PublicExtension}.");
        }
        return ExitCode.Done;
    }
}
