using System.Text.Json;
using WireProxy.Audit;
using WireProxy.Audit.Records;
using WireProxy.Cli;
using WireProxy.Configuration;
using WireProxy.Recording;

namespace WireProxy.Tests.Cli.Verify;

public sealed class VerifyCommandTests : IDisposable
{
    private readonly ConfigurationFolder _folder;
    private readonly List<string> _ids = [];

    public VerifyCommandTests()
    {
        _folder = ConfigurationFolder.OfText("");
        CommandLineRun.RunAsync("keys", "create", "--encryption", At("ring"), "--signing", At("signing")).GetAwaiter().GetResult();
        string audit = $$""" "Audit": { "Path": "{{Audit}}", "Encryption": { "KeyFile": "{{At("ring")}}" }, "Signing": { "KeyFile": "{{At("signing")}}" }, "Witness": { "File": "{{At("witness")}}" } } """;
        _folder.Write("appsettings.json", System.Text.Encoding.UTF8.GetBytes($$"""{ "WireProxy": { {{Tests.Configuration.Configured.Endpoint}}, {{audit}} } }"""));
    }

    private string Audit => At("audit");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_recorded_is_intact_with_the_configuration_and_without_it()
    {
        await RecordAsync(2);

        CommandLineRun configured = await VerifyAsync("--config", _folder.File);
        CommandLineRun copied = await VerifyAsync("--path", Copy(), "--public-key", At("signing.pub"), "--witness", At("witness"));

        foreach (CommandLineRun run in (CommandLineRun[])[configured, copied])
        {
            Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Errors));
            Assert.StartsWith("intact", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("note:", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_report_as_JSON_has_the_documented_names()
    {
        await RecordAsync(1);
        Tamper(Audit);

        CommandLineRun run = await VerifyAsync("--config", _folder.File, "--json");

        JsonElement report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(ExitCode.IntegrityViolation, run.ExitCode);
        Assert.Equal(
            ["intact", "findings", "sessions", "chunks", "frames", "signedFrames", "shredded", "erasedDays", "bytes", "seconds", "notes"],
            report.EnumerateObject().Select(property => property.Name));
        JsonElement finding = report.GetProperty("findings")[0];
        Assert.Equal(
            ["kind", "message", "day", "offset", "position", "session", "chunk", "record"], finding.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("changed", _ids[0]), (finding.GetProperty("kind").GetString(), finding.GetProperty("session").GetString()));
        Assert.False(report.GetProperty("intact").GetBoolean());
    }

    [Fact]
    public async Task A_change_is_an_integrity_violation_that_names_the_session()
    {
        await RecordAsync(2);
        string copy = Copy();
        Tamper(copy);

        CommandLineRun all = await VerifyAsync("--path", copy);
        CommandLineRun bad = await VerifyAsync(_ids[1], "--path", copy);
        CommandLineRun good = await VerifyAsync(_ids[0], "--path", copy);

        Assert.Equal(ExitCode.IntegrityViolation, all.ExitCode);
        Assert.Contains(_ids[1], all.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.IntegrityViolation, bad.ExitCode);
        Assert.Equal(ExitCode.Done, good.ExitCode);
    }

    [Fact]
    public async Task A_store_that_was_put_back_is_found_by_the_configured_witness()
    {
        await RecordAsync(1);
        string earlier = Copy();
        await RecordAsync(1);
        Directory.Delete(Audit, recursive: true);
        Directory.Move(earlier, Audit);

        CommandLineRun run = await VerifyAsync("--config", _folder.File);

        Assert.Equal(ExitCode.IntegrityViolation, run.ExitCode);
        Assert.Contains("put back", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_public_key_is_not_the_stores()
    {
        await RecordAsync(1);
        await CommandLineRun.RunAsync("keys", "create", "--signing", At("other"));

        Assert.Equal(ExitCode.IntegrityViolation, (await VerifyAsync("--path", Audit, "--public-key", At("other.pub"))).ExitCode);
    }

    [Fact]
    public async Task What_can_not_be_held_against_the_store_is_an_error_of_its_own()
    {
        await RecordAsync(2);
        string garbage = _folder.Write("garbage", "no key\n"u8);

        Assert.Equal(ExitCode.Usage, (await VerifyAsync("--path", Audit, "--public-key", garbage)).ExitCode);
        Assert.Equal(ExitCode.Usage, (await VerifyAsync("--path", Audit, "--witness", garbage)).ExitCode);
        Assert.Equal(ExitCode.Failed, (await VerifyAsync("--path", Audit, "--public-key", At("missing"))).ExitCode);
        Assert.Equal(ExitCode.Failed, (await VerifyAsync("--path", _folder.Path)).ExitCode);
        Assert.Equal(ExitCode.NotFound, (await VerifyAsync("zzzz", "--path", Audit)).ExitCode);
        Assert.Equal(ExitCode.Usage, (await VerifyAsync("0", "--path", Audit)).ExitCode);
    }

    [Fact]
    public async Task Holds_and_shredding_are_recorded_and_leave_the_store_intact()
    {
        await RecordAsync(2);

        Assert.Equal(ExitCode.Done, (await SessionsAsync("hold", _ids[0], "--reason", "case 7")).ExitCode);
        Assert.Equal(ExitCode.Failed, (await SessionsAsync("shred", _ids[0])).ExitCode);
        Assert.Contains(_ids[0], (await SessionsAsync("list", "--held")).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await SessionsAsync("shred", _ids[1])).ExitCode);
        Assert.Equal(ExitCode.Done, (await SessionsAsync("release", _ids[0])).ExitCode);
        Assert.Equal(ExitCode.Failed, (await SessionsAsync("release", _ids[0])).ExitCode);
        Assert.Equal(ExitCode.NotFound, (await SessionsAsync("hold", "zzzz")).ExitCode);

        CommandLineRun shredded = await SessionsAsync("show", _ids[1]);
        Assert.Equal(ExitCode.Failed, shredded.ExitCode);
        Assert.Contains("shredded", shredded.Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await SessionsAsync("show", _ids[0])).ExitCode);
        CommandLineRun verified = await VerifyAsync("--config", _folder.File);
        Assert.StartsWith("intact", verified.Output, StringComparison.Ordinal);
        Assert.Contains("1 sessions were shredded", verified.Output, StringComparison.Ordinal);
        string events = await EventsAsync();
        Assert.Contains($"session held: {_ids[0]} by {Environment.UserName}: case 7", events, StringComparison.Ordinal);
        Assert.Contains($"session shredded: {_ids[1]}", events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_is_recorded_before_it_is_written()
    {
        await RecordAsync(1);

        CommandLineRun run = await CommandLineRun.RunAsync(
            "export", _ids[0], "--format", "raw", "--direction", "client", "-o", At("bytes"), "--config", _folder.File);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Errors));
        Assert.Contains($"exported: {_ids[0]} by {Environment.UserName}", await EventsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_are_carried_out_by_the_proxy_that_writes()
    {
        await RecordAsync(1);
        await using AuditLog running = await OpenAsync();

        Assert.Equal(ExitCode.Done, (await SessionsAsync("hold", _ids[0])).ExitCode);

        await running.FlushAsync(default);
        Assert.Contains(_ids[0], (await SessionsAsync("list", "--held")).Output, StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_folder.Path, name);

    private Task<AuditLog> OpenAsync() => AuditStores.OpenLogAsync(
        ConfigurationFile.Load(_folder.File).Options.Audit, TimeProvider.System, default);

    private async Task RecordAsync(int sessions)
    {
        await using AuditLog log = await OpenAsync();
        for (int i = 0; i < sessions; i++)
        {
            SessionLog session = log.BeginSession(new SessionHeader("shop-pg", "postgres", "127.0.0.1:5000"));
            session.Append(RecordKind.ClientBytes, new byte[3000]);
            session.End("done");
            _ids.Add(session.Id.ToString());
            await log.FlushAsync(default);
        }
    }

    // A byte of the last chunk.
    private static void Tamper(string audit)
    {
        string ledger = Assert.Single(Directory.GetFiles(audit, "*.ledger"));
        byte[] bytes = File.ReadAllBytes(ledger);
        int[] chunks = [.. Enumerable.Range(0, bytes.Length - 8).Where(at => bytes.AsSpan(at, 8).SequenceEqual("WPCHUNK2"u8) && bytes.Length - at > 3000)];
        bytes[chunks[^1] + 1000] ^= 1;
        File.WriteAllBytes(ledger, bytes);
    }

    private string Copy()
    {
        string copy = At("copy");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(Audit))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    private async Task<string> EventsAsync()
    {
        string events = "";
        CommandLineRun list = await SessionsAsync("list", "--system", "--json");
        foreach (JsonElement session in JsonDocument.Parse(list.Output).RootElement.EnumerateArray())
            events += (await SessionsAsync("show", session.GetProperty("id").GetString()!)).Output;
        return events;
    }

    private Task<CommandLineRun> SessionsAsync(params string[] arguments) => CommandLineRun.RunAsync(["sessions", .. arguments, "--config", _folder.File]);

    private static Task<CommandLineRun> VerifyAsync(params string[] arguments) => CommandLineRun.RunAsync(["verify", .. arguments]);
}
