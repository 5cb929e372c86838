using Npgsql;
using WireProxy.Integration.Drivers.Postgres;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Servers.Postgres;

namespace WireProxy.Integration.Masking.Postgres;

/// <summary>A masked value of any type is still a value of its type, in text and in binary.</summary>
public sealed class MaskedTypesTests(AllTypesProxies proxies) : IClassFixture<AllTypesProxies>
{
    public static TheoryData<string> Kinds { get; } = new("Full", "Null", "Hash", "Last4", "Email", "Fixed", "Partial");

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Npgsql_decodes_every_masked_type_and_sees_no_value(string kind)
    {
        ProxyProcess proxy = await proxies.WithAsync(kind);
        List<object> originals = await RowAsync(PostgresServer.Shared.Port);
        List<object> masked = await RowAsync(proxy.Port);
        Assert.Equal(originals.Count, masked.Count);
        for (int i = 0; i < originals.Count; i++)
        {
            // A boolean has too few values to differ from each other, and a mask of nothing but NULL would.
            if (originals[i] is not bool)
                Assert.NotEqual(originals[i], masked[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Pgjdbc_decodes_every_masked_type(string kind)
    {
        ProxyProcess proxy = await proxies.WithAsync(kind);
        await PostgresDrivers.Pgjdbc.AssertAsync(PostgresRoutes.Environment(proxy.Port), "decode");
    }

    [Fact]
    public async Task Text_and_binary_results_hide_the_same_columns()
    {
        ProxyProcess proxy = await proxies.WithAsync("Full");
        await using NpgsqlConnection connection = await OpenAsync(proxy.Port);
        await using var text = new NpgsqlCommand("select * from everything where c_int4 = 4", connection) { AllResultTypesAreUnknown = true };
        await using NpgsqlDataReader reader = await text.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        string all = string.Join('\n', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i)));
        foreach (string value in (string[])["9007199254740993", "12345678901234567890", "tëxt", "varchar", "00ff10", "2024-02-29", "13:14:15",
            "00112233", "192.168.1.7", "08:00:2b", "12.34", "b c", "(1,2)", "[1,10)"])
            Assert.DoesNotContain(value, all, StringComparison.Ordinal);
    }

    private static async Task<List<object>> RowAsync(int port)
    {
        await using NpgsqlConnection connection = await OpenAsync(port);
        await using var query = new NpgsqlCommand("select * from everything", connection);
        await query.PrepareAsync();
        await using NpgsqlDataReader reader = await query.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        var values = new List<object>();
        for (int i = 0; i < reader.FieldCount; i++)
        {
            // A month that is neither whole days nor a whole interval has no TimeSpan.
            bool isInterval = reader.GetDataTypeName(i) == "interval";
            values.Add(reader.IsDBNull(i) ? DBNull.Value : isInterval ? reader.GetFieldValue<NpgsqlTypes.NpgsqlInterval>(i) : Read(reader, i));
        }
        return values;
    }

    private static object Read(NpgsqlDataReader reader, int column) => reader.GetDataTypeName(column) switch
    {
        "integer[]" => string.Join(',', reader.GetFieldValue<int?[]>(column)),
        "text[]" => string.Join(',', reader.GetFieldValue<string?[]>(column)),
        _ => reader.GetValue(column),
    };

    private static async Task<NpgsqlConnection> OpenAsync(int port)
    {
        var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={port};Username={SampleSchema.User};Password={SampleSchema.Password};Database=shop;Pooling=false;SSL Mode=Disable");
        await connection.OpenAsync();
        return connection;
    }
}
