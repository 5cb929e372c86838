using System.Text.Json;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Cli;

namespace WireProxy.Tests.Cli.Keys;

public sealed class KeysCommandTests : IDisposable
{
    private readonly ConfigurationFolder _folder = ConfigurationFolder.Holding(""" "Policies": [] """);

    public void Dispose() => _folder.Dispose();

    private string Ring => Path.Combine(_folder.Path, "ring.json");

    private string Signing => Path.Combine(_folder.Path, "signing.json");

    [Fact]
    public async Task New_keys_are_for_their_owner_only_and_never_replace_old_ones()
    {
        CommandLineRun made = await CommandLineRun.RunAsync("keys", "create", "--encryption", Ring, "--signing", Signing);

        Assert.Equal((ExitCode.Done, ""), (made.ExitCode, made.Errors));
        KeyRing ring = KeyRing.Parse(await File.ReadAllTextAsync(Ring));
        using SigningKey signing = SigningKey.Load(Signing);
        Assert.DoesNotContain(ring.Keys[0].Key, made.Output, StringComparison.Ordinal);
        Assert.Equal(signing.PublicKey.ToArray(), Assert.Single(PublicKeys.ReadPem(await File.ReadAllTextAsync(Signing + ".pub"))).ToArray());
        foreach (string secret in (string[])[Ring, Signing])
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(secret) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));

        CommandLineRun again = await CommandLineRun.RunAsync("keys", "create", "--encryption", Ring);
        Assert.Equal(ExitCode.Failed, again.ExitCode);
        Assert.Equal(ring.Current, KeyRing.Parse(await File.ReadAllTextAsync(Ring)).Current);
    }

    [Fact]
    public async Task A_rotated_ring_has_a_new_current_key_and_keeps_the_old_ones()
    {
        await CommandLineRun.RunAsync("keys", "create", "--encryption", Ring);
        KeyRing before = KeyRing.Parse(await File.ReadAllTextAsync(Ring));

        CommandLineRun rotated = await CommandLineRun.RunAsync("keys", "rotate", "--encryption", Ring);

        KeyRing after = KeyRing.Parse(await File.ReadAllTextAsync(Ring));
        Assert.Equal(ExitCode.Done, rotated.ExitCode);
        Assert.Equal([before.Keys[0].Id, after.Current.ToString()], after.Keys.Select(key => key.Id));
        Assert.Contains(after.Current.ToString(), rotated.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_keys_of_the_configuration_are_listed_without_their_secrets()
    {
        await CommandLineRun.RunAsync("keys", "create", "--encryption", Ring, "--signing", Signing);
        await CommandLineRun.RunAsync("keys", "rotate", "--encryption", Ring);
        using ConfigurationFolder configured = ConfigurationFolder.Holding(
            $$""" "Audit": { "Encryption": { "KeyFile": "{{Ring}}" }, "Signing": { "KeyFile": "{{Signing}}" } } """);

        CommandLineRun json = await CommandLineRun.RunAsync("keys", "list", "--json", "--config", configured.File);
        CommandLineRun text = await CommandLineRun.RunAsync("keys", "list", "--config", configured.File);

        JsonElement[] keys = [.. JsonDocument.Parse(json.Output).RootElement.EnumerateArray()];
        Assert.Equal(["encryption", "encryption", "signing"], keys.Select(key => key.GetProperty("use").GetString()));
        Assert.Equal(["opens older sessions", "current", "epoch 0"], keys.Select(key => key.GetProperty("state").GetString()));
        foreach (MasterKey key in KeyRing.Parse(await File.ReadAllTextAsync(Ring)).Keys)
        {
            Assert.Contains(key.Id, text.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(key.Key, json.Output + text.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("create")]
    [InlineData("rotate")]
    public async Task A_verb_that_is_told_no_file_is_a_usage_error(string verb) =>
        Assert.Equal(ExitCode.Usage, (await CommandLineRun.RunAsync("keys", verb, "--config", _folder.File)).ExitCode);

    [Fact]
    public async Task A_file_that_is_no_ring_is_not_rotated()
    {
        string other = _folder.Write("other.json", "{ \"keys\": [] }"u8);

        CommandLineRun run = await CommandLineRun.RunAsync("keys", "rotate", "--encryption", other);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Equal("{ \"keys\": [] }", await File.ReadAllTextAsync(other));
    }
}
