using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Transparency.MySql;

/// <summary>The test client itself, against the bare servers: what fails here is no fault of the proxy.</summary>
public sealed class BareServerTests
{
    private const string Numbers =
        "1|-128|255|-32768|65535|-8388608|16777215|-2147483648|4294967295|-9007199254740993|18446744073709551615|1.5|-2.25|12345678901234567890.0123456789";

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Wire_client_logs_in_with_each_password_method(Brand brand)
    {
        foreach (string user in MySqlSampleSchema.PasswordUsers(brand).Where(user => user != "ed25519"))
        {
            foreach (ClientTls tls in (ClientTls[])[ClientTls.No, ClientTls.Yes])
            {
                await using MySqlWireClient client = await MySqlWireClient.LoginAsync(MySqlServer.Shared(brand).Port,
                    new LoginOptions { User = user, Password = MySqlSampleSchema.Password, Tls = tls });
                Assert.Equal("C:1 R:1 EOF", (await client.QueryAsync("select 1")).ToString());
            }
        }
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Account_for_tls_only_is_refused_without(Brand brand)
    {
        var options = new LoginOptions { User = MySqlSampleSchema.TlsOnlyUser, Password = MySqlSampleSchema.Password };
        await using MySqlWireClient clear = await MySqlWireClient.ConnectAsync(MySqlServer.Shared(brand).Port);
        Assert.True((await clear.AttemptAsync(options)).IsError);
        await using MySqlWireClient secret = await MySqlWireClient.LoginAsync(MySqlServer.Shared(brand).Port, options with { Tls = ClientTls.Yes });
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Text_and_binary_rows_say_the_same(Brand brand)
    {
        const string sql = "select id, c_tinyint, c_utinyint, c_smallint, c_usmallint, c_mediumint, c_umediumint, c_int, c_uint, c_bigint, c_ubigint, "
            + "c_float, c_double, c_decimal, c_char, c_varchar, c_enum, c_set, c_date, c_time, c_time6, c_datetime, c_datetime6, c_timestamp6, c_year "
            + "from everything where id < 3 order by id";
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(MySqlServer.Shared(brand).Port);
        Reply text = await client.QueryAsync(sql);
        Assert.StartsWith(Numbers, string.Join('|', text.Results[0].Rows[0]), StringComparison.Ordinal);
        Assert.Equal(text.ToString(), (await client.RunPreparedAsync(sql)).ToString());
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Procedure_gives_two_results_and_out_parameters(Brand brand)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(MySqlServer.Shared(brand).Port);
        Reply reply = await client.RunPreparedAsync("call two_results(?, ?, ?)", 3L, null, "label");
        Assert.Equal("C:id,item R:3|item 3 R:4|item 4 EOF C:d R:0 R:1 R:2 EOF C:total,label R:42|<label> EOF OK:0", reply.ToString());
        Assert.Equal("OK:0 C:1 R:1 EOF E:1054", (await client.QueryAsync("do 1; select 1; select nowhere; select 2")).ToString());
    }
}
