using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.MySql;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Conformance.MySql;

/// <summary>COM_CHANGE_USER: another login within the connection, which ends all that the session had.</summary>
public sealed class ChangeUserTests
{
    private static readonly LoginOptions Tester = new() { User = MySqlSampleSchema.User, Password = MySqlSampleSchema.Password };

    public static TheoryData<Route> Ways => Routes.All;

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task User_changes_and_the_session_starts_anew(Brand brand, Route route)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand));
        Prepared prepared = await client.PrepareAsync("select 1");
        await client.QueryAsync("set @mine = 1, sql_mode = 'ANSI_QUOTES'");
        Assert.Equal(0, (await ChangeAsync(client, Tester, "elsewhere")).First);
        Assert.Equal("C:u,database(),@mine,@@sql_mode like '%ANSI%' R:tester|elsewhere|NULL|0 EOF", (await client.QueryAsync(
            "select substring_index(user(), '@', 1) as u, database(), @mine, @@sql_mode like '%ANSI%'")).ToString());
        Assert.Equal("E:1243", (await client.ExecuteAsync(prepared)).ToString());
        Assert.Equal("C:1 R:1 EOF", (await client.RunPreparedAsync("select 1")).ToString());
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Back_to_the_same_user_and_often(Brand brand, Route route)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand), Tester);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(0, (await ChangeAsync(client, i % 2 == 0 ? new LoginOptions() : Tester, "shop")).First);
            await client.AssertUsableAsync();
        }
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Wrong_password_is_refused_as_by_the_bare_server(Brand brand, Route route)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand));
        WirePacket outcome = await ChangeAsync(client, Tester with { Password = "wrong" }, "shop");
        Assert.Equal(1045, WireError.From(outcome.Payload).Code);
        // MariaDB keeps the old session, MySQL closes.
        if (brand == Brand.MariaDb)
            Assert.Equal("C:u R:trusty EOF", (await client.QueryAsync("select substring_index(user(), '@', 1) as u")).ToString());
        else
            Assert.Empty(await client.ReadToEndAsync());
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Policy_holds_for_the_new_user(Brand brand)
    {
        await using MySqlWireClient client = await GuardedSession.LoginAsync(brand);
        Assert.Equal(0, (await ChangeAsync(client, Tester, "shop")).First);
        (await client.QueryAsync(GuardedSession.Drop)).AssertRefused();
        await GuardedSession.AssertStillThereAsync(brand);
    }

    // Without a password the first answer is empty; the server asks again with a scramble of its own.
    private static async Task<WirePacket> ChangeAsync(MySqlWireClient client, LoginOptions options, string database)
    {
        await client.SendAsync(Command.ChangeUser(options.User, [], database, client.Greeting.Plugin));
        return await client.FinishAsync(options, client.Greeting.Plugin, client.Greeting.Scramble);
    }
}
