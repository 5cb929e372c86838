using System.Text;
using Npgsql;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Masking.Postgres;

/// <summary>A masked column of any type can be loaded again from a copy in any format.</summary>
public sealed class CopiedTypesTests(AllTypesProxies proxies) : IClassFixture<AllTypesProxies>
{
    [Theory]
    [InlineData("Full", "")]
    [InlineData("Full", "csv")]
    [InlineData("Full", "(format binary)")]
    [InlineData("Null", "csv")]
    [InlineData("Null", "(format binary)")]
    [InlineData("Hash", "")]
    [InlineData("Hash", "(format binary)")]
    [InlineData("Last4", "csv")]
    [InlineData("Last4", "(format binary)")]
    public async Task Every_masked_type_is_loaded_again_without_its_value(string kind, string options)
    {
        ProxyProcess proxy = await proxies.WithAsync(kind);
        byte[] copied = await CopiedAsync(proxy.Port, $"copy everything to stdout {options}");
        string text = Encoding.Latin1.GetString(copied);
        foreach (string value in (string[])["9007199254740993", "12345678901234567890", "tëxt", "varchar", "00ff10", "2024-02-29", "13:14:15",
            "00112233", "192.168.1.7", "08:00:2b", "12.34", "b c", "(1,2)", "[1,10)"])
            Assert.DoesNotContain(value, text, StringComparison.Ordinal);

        await using WireClient direct = await WireClient.LoginAsync(PostgresServer.Shared.Port);
        await direct.QueryAsync("create temp table loaded (like everything)");
        await direct.SendAsync(Frontend.Query($"copy loaded from stdin {options}"), Frontend.CopyData(copied), Frontend.CopyDone);
        Assert.Equal("G C:COPY 2 Z:I", Transcript.Of(await direct.ReadUntilReadyAsync()));
        // NULL stays NULL.
        Assert.Equal(kind == "Null" ? "2" : "1", (await direct.QueryAsync("select count(*) from loaded l where l is null"))[1].Row());
    }

    [Fact]
    public async Task Npgsql_reads_a_masked_binary_export()
    {
        ProxyProcess proxy = await proxies.WithAsync("Full");
        await using NpgsqlConnection connection = await OpenAsync(proxy.Port);
        await using NpgsqlBinaryExporter export = await connection.BeginBinaryExportAsync("copy (select c_int8, c_text, c_date, c_bytea, c_uuid from everything) to stdout (format binary)");
        Assert.Equal(5, await export.StartRowAsync());
        Assert.Equal(0L, await export.ReadAsync<long>());
        Assert.Equal("****", await export.ReadAsync<string>());
        Assert.Equal(new DateOnly(2000, 1, 1), await export.ReadAsync<DateOnly>());
        Assert.Empty(await export.ReadAsync<byte[]>());
        Assert.Equal(Guid.Empty, await export.ReadAsync<Guid>());
        Assert.Equal(5, await export.StartRowAsync());
        for (int i = 0; i < 5; i++)
        {
            Assert.True(export.IsNull);
            await export.SkipAsync();
        }
        Assert.Equal(-1, await export.StartRowAsync());
    }

    [Fact]
    public async Task Npgsql_reads_a_masked_text_export()
    {
        ProxyProcess proxy = await proxies.WithAsync("Full");
        await using NpgsqlConnection connection = await OpenAsync(proxy.Port);
        using TextReader export = await connection.BeginTextExportAsync("copy everything (c_int4, c_text, c_numeric) to stdout csv header");
        Assert.Equal("c_int4,c_text,c_numeric\n0,****,0\n,,\n", await export.ReadToEndAsync());
    }

    private static async Task<byte[]> CopiedAsync(int port, string sql)
    {
        await using WireClient client = await WireClient.LoginAsync(port);
        List<WireFrame> frames = await client.QueryAsync(sql);
        Assert.DoesNotContain(frames, frame => frame.Code == 'E');
        return [.. frames.Where(frame => frame.Code == 'd').SelectMany(frame => frame.Body)];
    }

    private static async Task<NpgsqlConnection> OpenAsync(int port)
    {
        var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={port};Username={SampleSchema.User};Password={SampleSchema.Password};Database=shop;Pooling=false;SSL Mode=Disable");
        await connection.OpenAsync();
        return connection;
    }
}
