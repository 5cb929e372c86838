using System.CommandLine;
using System.Diagnostics;
using System.Security.Cryptography;
using WireProxy.Audit;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Stores.Sqlite;
using WireProxy.Audit.Verification;
using WireProxy.Cli.Keys;
using WireProxy.Configuration;
using WireProxy.Recording;

namespace WireProxy.Cli.Verify;

/// <summary><c>verify</c>: whether the recordings are what was recorded; offline, without secret keys.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string?> Id = new("ID")
    {
        Description = "Only this session: its id, or enough of its start to be the only one",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<FileInfo?> PublicKey = new("--public-key")
    {
        Description = "The auditor's copy of the public key: everything must be signed by it [default: Audit:Signing:KeyFile with .pub behind it, if it is there]",
        HelpName = "FILE",
    };

    private static readonly Option<FileInfo?> Witness = new("--witness")
    {
        Description = "What the witness kept, a line for each signature: only so a store that was put back shows [default: Audit:Witness:File, if it is there]",
        HelpName = "FILE",
    };

    private static readonly Option<DirectoryInfo?> Folder = new("--path")
    {
        Description = "An audit folder, or a copy of one; no configuration is needed then [default: the store of the configuration]",
        HelpName = "FOLDER",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Write one JSON object" };

    public static Command Create(CommandConfiguration configuration)
    {
        var command = new Command("verify", "Find out whether recordings were changed, removed, added, reordered or cut off; exit code 3 if they were.")
        {
            Id, PublicKey, Witness, Folder, Json,
        };
        command.SetAction((parsed, cancellation) => parsed.GetValue(Folder) is { } folder
            ? RunAsync(parsed, new VerifiedStore(
                () => new FolderLedgerSource(folder.FullName), () => AuditArchive.Open(folder.FullName), PublicKey: null, Witness: null), cancellation)
            : configuration.RunAsync(parsed, options => RunAsync(parsed, Of(options.Audit), cancellation)));
        return command;
    }

    private static VerifiedStore Of(AuditOptions audit) => new(
        () => AuditStores.OpenLedgers(audit),
        () => AuditStores.OpenArchive(audit),
        audit.Signing.Key.KeyFile is { } key && File.Exists(key + KeysCreateCommand.PublicExtension) ? key + KeysCreateCommand.PublicExtension : null,
        audit.Witness.File is { } witness && File.Exists(witness) ? witness : null);

    private static async Task<int> RunAsync(ParseResult parsed, VerifiedStore store, CancellationToken cancellation)
    {
        TextWriter errors = parsed.InvocationConfiguration.Error;
        try
        {
            return await VerifyAsync(parsed, store, cancellation);
        }
        catch (VerifyInputException wrong)
        {
            await errors.WriteLineAsync(wrong.Message);
            return wrong.ExitCode;
        }
        catch (AuditIntegrityException violation)
        {
            await errors.WriteLineAsync(violation.Message);
            return ExitCode.IntegrityViolation;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(failure.Message);
            return ExitCode.Failed;
        }
    }

    private static async Task<int> VerifyAsync(ParseResult parsed, VerifiedStore store, CancellationToken cancellation)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        var request = new VerifyRequest
        {
            PublicKeys = ReadPublicKeys(parsed.GetValue(PublicKey)?.FullName ?? store.PublicKey),
            Witnessed = ReadWitness(parsed.GetValue(Witness)?.FullName ?? store.Witness),
            Session = parsed.GetValue(Id) is { } id ? await FindAsync(store, id, cancellation) : null,
        };
        await using ILedgerSource source = store.Open();
        var watch = Stopwatch.StartNew();
        VerifyReport report = await VerifyProgress.ShowAsync(
            parsed.InvocationConfiguration, progress => new AuditVerifier(source).RunAsync(request with { Progress = progress }, cancellation));
        if (parsed.GetValue(Json))
            await output.WriteLineAsync(VerifyJson.Of(report, watch.Elapsed));
        else
            VerifyText.Write(report, watch.Elapsed, output);
        return report.IsIntact ? ExitCode.Done : ExitCode.IntegrityViolation;
    }

    private static IReadOnlyList<ReadOnlyMemory<byte>> ReadPublicKeys(string? file)
    {
        try
        {
            return file is null ? [] : PublicKeys.ReadPem(File.ReadAllText(file));
        }
        catch (CryptographicException wrong)
        {
            throw new VerifyInputException($"{file}: {wrong.Message}", ExitCode.Usage);
        }
    }

    private static List<SignedHead> ReadWitness(string? file)
    {
        List<SignedHead> heads = [];
        int number = 0;
        foreach (string line in file is null ? [] : File.ReadLines(file))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                heads.Add(WitnessLine.Read(line) ?? throw new VerifyInputException($"{file}: line {number} is no signed head", ExitCode.Usage));
        }
        return heads;
    }

    private static async Task<SessionId> FindAsync(VerifiedStore store, string id, CancellationToken cancellation)
    {
        await using AuditArchive archive = store.OpenArchive();
        IReadOnlyList<SessionEntry> found = id.Length == 0 ? [] : await archive.FindSessionsAsync(id, 2, cancellation);
        return found.Count switch
        {
            1 => found[0].Id,
            0 => throw new VerifyInputException($"no session '{id}'", ExitCode.NotFound),
            _ => throw new VerifyInputException($"'{id}' is the start of several ids", ExitCode.Usage),
        };
    }

    /// <summary>What is verified, and what it is held against when the command line does not say.</summary>
    private sealed record VerifiedStore(Func<ILedgerSource> Open, Func<AuditArchive> OpenArchive, string? PublicKey, string? Witness);

    private sealed class VerifyInputException(string message, int exitCode) : Exception(message)
    {
        public int ExitCode => exitCode;
    }
}
