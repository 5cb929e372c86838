using System.Text;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;
using static WireProxy.Integration.Conformance.Postgres.GuardedSession;

namespace WireProxy.Integration.Conformance.Postgres;

/// <summary>COPY TO STDOUT of masked columns: refused, or masked in every format and still loadable.</summary>
public sealed class CopyOutMaskTests
{
    private static readonly string[] Secrets = ["123-45-6789", "987-65-4321", "ada@example.com", "4111111111111111", "5000.50", "1985-12-10"];

    public static TheoryData<string> Options { get; } = new(
        "", "(format csv)", "(format csv, header)", "(format csv, delimiter ';', null 'NIL', quote '''', force_quote *)",
        "(delimiter '|', null 'nothing')", "(format binary)", "(format csv, escape '\\')");

    [Theory]
    [MemberData(nameof(Options))]
    public async Task Copied_table_is_refused_or_masked_and_can_be_loaded_again(string options)
    {
        byte[] copied = await CopyAsync($"copy customers (id, name, ssn, email, card, salary, dob, note) to stdout {options}");
        AssertNoSecret(copied);
        if (IsRefusal(copied))
            return;
        List<string?> row = await LoadedAsync(copied, options);
        Assert.Equal(("1", "Ada"), (row[0], row[1]));
        Assert.EndsWith("6789", row[2], StringComparison.Ordinal);
        Assert.Equal("************1111", row[4]);
        Assert.Null(row[6]);
        Assert.Equal("first", row[7]);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public async Task Copied_query_is_refused_or_masked(string options) =>
        AssertNoSecret(await CopyAsync($"copy (select ssn, id, email, card, salary, dob from customers order by id) to stdout {options}"));

    [Theory]
    [InlineData("copy (select ssn || '' from customers) to stdout")]
    [InlineData("copy (select customers from customers) to stdout (format csv)")]
    [InlineData("copy (table customers) to stdout")]
    [InlineData("copy (delete from customers where false returning ssn) to stdout (format binary)")]
    [InlineData("copy customers to stdout (encoding 'UTF16')")]
    public async Task Copied_expression_is_refused_or_masked(string sql) => AssertNoSecret(await CopyAsync(sql));

    [Theory]
    [InlineData("copy orders to stdout")]
    [InlineData("copy orders to stdout (format csv, header)")]
    [InlineData("copy (select * from everything) to stdout (format binary)")]
    [InlineData("copy elsewhere.customers to stdout")]
    public async Task Copy_without_masked_columns_is_byte_identical(string sql)
    {
        await using WireClient direct = await WireClient.LoginAsync(PostgresServer.Shared.Port);
        await using WireClient proxied = await LoginAsync();
        Assert.Equal(await BytesAsync(direct, sql), await BytesAsync(proxied, sql));
    }

    private static async Task<byte[]> CopyAsync(string sql)
    {
        await using WireClient client = await LoginAsync();
        return await BytesAsync(client, sql);
    }

    private static async Task<byte[]> BytesAsync(WireClient client, string sql)
    {
        List<WireFrame> frames = await client.QueryAsync(sql);
        await client.AssertUsableAsync();
        return [.. frames.Where(frame => frame.Code is 'd' or 'E').SelectMany(frame => frame.Body)];
    }

    private static bool IsRefusal(byte[] copied) => copied.AsSpan().IndexOf("C42501"u8) > 0;

    private static void AssertNoSecret(byte[] copied)
    {
        Assert.NotEmpty(copied);
        string text = Encoding.Latin1.GetString(copied);
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    // Loads what was copied into a table of the same columns, past the proxy; its first row.
    private static async Task<List<string?>> LoadedAsync(byte[] copied, string options)
    {
        const string columns = "id, name, ssn, email, card, salary, dob, note";
        await using WireClient client = await WireClient.LoginAsync(PostgresServer.Shared.Port);
        await client.QueryAsync("create temp table loaded (like customers)");
        string optionsIn = options.Replace(", force_quote *", "", StringComparison.Ordinal);
        await client.SendAsync(Frontend.Query($"copy loaded ({columns}) from stdin {optionsIn}"), Frontend.CopyData(copied), Frontend.CopyDone);
        Assert.Equal("G C:COPY 4 Z:I", Transcript.Of(await client.ReadUntilReadyAsync()));
        List<WireFrame> frames = await client.QueryAsync($"select {columns} from loaded order by id limit 1");
        return [.. frames[1].Values().Select(value => value is null ? null : Encoding.UTF8.GetString(value))];
    }
}
