using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Transparency.MySql;

/// <summary>Without a policy the client receives byte for byte what it would receive directly.</summary>
public sealed class IdenticalBytesTests
{
    /// <summary>What clients ask for: plain ones, those of MySQL, those that know MariaDB's extensions.</summary>
    private static readonly Dictionary<string, Capabilities> Manners = new()
    {
        ["plain"] = Capabilities.Usual,
        ["modern"] = Capabilities.Usual | Capabilities.DeprecateEof | Capabilities.SessionTrack | Capabilities.OptionalMetadata,
        ["mariadb"] = Capabilities.UsualOfMariaDb | Capabilities.DeprecateEof | Capabilities.Progress | Capabilities.Bulk
            | Capabilities.ExtendedMetadata | Capabilities.CacheMetadata,
    };

    public static TheoryData<string, string> ScriptsOfMariaDb => Scripts(Brand.MariaDb, "plain", "modern", "mariadb");

    public static TheoryData<string, string> ScriptsOfMySql9 => Scripts(Brand.MySql9, "plain", "modern");

    [Theory]
    [OnMariaDb(nameof(ScriptsOfMariaDb))]
    [OnMySql9(nameof(ScriptsOfMySql9))]
    public Task Script_is_answered_identically(Brand brand, string manner, string script) => AssertIdenticalAsync(brand, manner, script, int.MaxValue);

    [Theory]
    [OnMariaDb(nameof(ScriptsOfMariaDb))]
    [OnMySql9(nameof(ScriptsOfMySql9))]
    public Task Script_in_crumbs_is_answered_identically(Brand brand, string manner, string script) =>
        // One byte at a time, but for the scripts whose millions of bytes would take minutes.
        AssertIdenticalAsync(brand, manner, script, script.StartsWith("large", StringComparison.Ordinal) ? 65521 : 1);

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Greeting_differs_in_nothing_but_thread_scramble_and_capabilities(Brand brand)
    {
        await using MySqlWireClient direct = await MySqlWireClient.ConnectAsync(MySqlServer.Shared(brand).Port);
        await using MySqlWireClient proxied = await MySqlWireClient.ConnectAsync((await MySqlProxies.TransparentAsync(brand)).Port);
        Greeting bare = await direct.ReadGreetingAsync(), offered = await proxied.ReadGreetingAsync();
        Assert.Equal((bare.Version, bare.Charset, bare.Status, bare.Plugin), (offered.Version, offered.Charset, offered.Status, offered.Plugin));
        // What the server does not offer the proxy must not promise, but for the TLS that is its own.
        Assert.Equal(Capabilities.None, offered.Capabilities & ~bare.Capabilities & ~Capabilities.Ssl);
        Assert.True(offered.Capabilities.HasFlag(Capabilities.Usual & bare.Capabilities & ~Capabilities.MultiStatements), $"{offered.Capabilities}");
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Refused_login_is_answered_identically(Brand brand)
    {
        LoginOptions[] logins =
        [
            new() { User = "nobody", Password = "whatever" }, new() { User = MySqlSampleSchema.User, Password = "wrong" }, new() { Database = "nowhere" },
            new() { User = MySqlSampleSchema.User }, new() { User = MySqlSampleSchema.TlsOnlyUser, Password = MySqlSampleSchema.Password },
        ];
        foreach (LoginOptions login in logins)
        {
            // caching_sha2_password goes another way for a password that was right before.
            await using (MySqlWireClient first = await MySqlWireClient.ConnectAsync(MySqlServer.Shared(brand).Port))
                await first.AttemptAsync(login);
            await using MySqlWireClient direct = await MySqlWireClient.ConnectAsync(MySqlServer.Shared(brand).Port);
            await using MySqlWireClient proxied = await MySqlWireClient.ConnectAsync((await MySqlProxies.TransparentAsync(brand)).Port);
            WirePacket bare = await direct.AttemptAsync(login), answer = await proxied.AttemptAsync(login);
            Assert.True(bare.IsError);
            Assert.Equal((bare.Sequence, Convert.ToHexString(bare.Payload)), (answer.Sequence, Convert.ToHexString(answer.Payload)));
        }
    }

    private static async Task AssertIdenticalAsync(Brand brand, string manner, string name, int chunk)
    {
        SessionScript script = SessionScript.All.Single(script => script.Name == name);
        var login = new LoginOptions { Wanted = Manners[manner] | script.Needs };
        await using MySqlWireClient proxied = await MySqlWireClient.LoginAsync((await MySqlProxies.TransparentAsync(brand)).Port, login);
        // Exactly what client and proxy agreed on: the proxy may offer less than the server does.
        await using MySqlWireClient direct = await MySqlWireClient.LoginAsync(MySqlServer.Shared(brand).Port, login with { Wanted = proxied.Capabilities });
        Assert.Equal(direct.Capabilities, proxied.Capabilities);
        byte[] expected = await script.PlayAsync(direct), actual = await script.PlayAsync(proxied, chunk);
        Assert.True(expected.Length > 0 || name.StartsWith("quit", StringComparison.Ordinal));
        if (!expected.AsSpan().SequenceEqual(actual))
            Assert.Fail($"{expected.Length} bytes directly, {actual.Length} proxied, first difference at {expected.AsSpan().CommonPrefixLength(actual)}");
    }

    private static TheoryData<string, string> Scripts(Brand brand, params string[] manners)
    {
        var cases = new TheoryData<string, string>();
        foreach (string manner in manners)
        {
            foreach (SessionScript script in SessionScript.All.Where(script => script.Only is null || script.Only == brand))
                cases.Add(manner, script.Name);
        }
        return cases;
    }
}
