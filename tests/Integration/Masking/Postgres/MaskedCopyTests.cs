using System.Text;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Masking.Postgres;

/// <summary>COPY TO STDOUT under masks has the bytes that the server itself would send for the masked rows.</summary>
public sealed class MaskedCopyTests(CopySchema schema) : IClassFixture<CopySchema>
{
    private const string Secret = "900-";

    public static TheoryData<string> Layouts { get; } = new(
        "", "(header, delimiter '|', null 'NIL')", "csv header", "(format csv, delimiter ';', quote '''', escape '\\', force_quote (ssn, note))",
        "(format csv, null '****', force_quote *)", "(format binary)");

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task A_hundred_thousand_rows_are_those_that_the_server_would_write(string options)
    {
        byte[] expected = await BytesAsync(PostgresServer.Shared.Port, $"copy ({CopySchema.MaskedPeople}) to stdout {options}");
        byte[] query = await BytesAsync(schema.Port, $"copy (select * from copying.people) to stdout {options}");
        byte[] table = await BytesAsync(schema.Port, $"copy copying.people to stdout {options}");
        AssertSame(expected, query);
        AssertSame(expected, table);
    }

    private static void AssertSame(byte[] expected, byte[] actual)
    {
        int at = expected.AsSpan().CommonPrefixLength(actual);
        if (at < Math.Max(expected.Length, actual.Length))
            Assert.Fail($"at {at}: {Around(expected, at)} became {Around(actual, at)}");
    }

    private static string Around(byte[] bytes, int at) => Encoding.Latin1.GetString(bytes[Math.Max(0, at - 100)..Math.Min(bytes.Length, at + 50)]);

    [Fact]
    public async Task Each_row_stays_a_message_of_its_own()
    {
        List<WireFrame> direct = await CopyAsync(PostgresServer.Shared.Port, "copy copying.people to stdout");
        List<WireFrame> masked = await CopyAsync(schema.Port, "copy copying.people to stdout");
        Assert.Equal(Transcript.Codes(direct), Transcript.Codes(masked));
    }

    [Theory]
    [InlineData("copy copying.shaped to stdout csv header", "\"Na\"\"me\",ssn,id\nann,****,1\nbob,,2\n")]
    [InlineData("copy copying.shaped (id, ssn, \"Na\"\"me\") to stdout (delimiter E'\\x01', encoding 'LATIN1')", "1\u0001****\u0001ann\n2\u0001\\N\u0001bob\n")]
    [InlineData("copy copying . shaped (id -- ssn\n) to stdout", "1\n2\n")]
    [InlineData("copy (select ssn as id, id as ssn from copying.shaped) to stdout", "****\t1\n\\N\t2\n")]
    [InlineData("copy (select s.* from copying.shaped s where id = 1) to stdout", "****\tann\t****\t7\t1\n")]
    [InlineData("copy (select upper(ssn), \"Na\"\"me\" from copying.shaped where id = 1) to stdout", "****\tann\n")]
    [InlineData("copy (select s from copying.shaped s) to stdout", "\\N\n\\N\n")]
    [InlineData("copy (with x as (select ssn from copying.shaped where id = 1) table x) to stdout", "****\n")]
    [InlineData("copy (update copying.shaped set id = id where id = 2 returning ssn, id) to stdout", "\\N\t2\n")]
    [InlineData("copy (select id, ssn from copying.shaped where id = 1 union all select 7, '900-7') to stdout", "1\t****\n7\t****\n")]
    [InlineData("copy (select id + 1, lower(ssn), length(\"Na\"\"me\") from copying.shaped where id = 1) to stdout csv", "2,****,3\n")]
    [InlineData("copy copying.parent to stdout", "1\t****\n")]
    [InlineData("copy copying.child to stdout", "2\t****\tx\n")]
    [InlineData("copy (select * from copying.parent order by id) to stdout", "1\t****\n2\t****\n")]
    [InlineData("copy copying.ranged_one to stdout", "1\t****\n")]
    [InlineData("copy copying.ranged_two to stdout", "****\t11\n")]
    [InlineData("copy (select * from copying.ranged order by id) to stdout", "1\t****\n11\t****\n")]
    public async Task Columns_are_found_wherever_they_stand(string sql, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(await BytesAsync(schema.Port, sql)));

    [Fact]
    public async Task A_name_means_what_it_means_to_the_server()
    {
        await using WireClient client = await WireClient.LoginAsync(schema.Port);
        await client.QueryAsync("set search_path to decoy, copying");
        Assert.Equal("not secret\t1\tx\n", Text(await client.QueryAsync("copy shaped to stdout")));
        await client.QueryAsync("set search_path to copying, decoy");
        Assert.Equal("ann\t****\t1\nbob\t\\N\t2\n", Text(await client.QueryAsync("copy shaped to stdout")));
        await client.QueryAsync("create temp table shaped (id int, ssn text, note text)");
        await client.QueryAsync("insert into pg_temp.shaped values (5, 'own', 'y')");
        Assert.Equal("5\town\ty\n", Text(await client.QueryAsync("copy shaped to stdout")));
        await client.QueryAsync("drop table pg_temp.shaped");
        Assert.Equal("ann\t****\t1\nbob\t\\N\t2\n", Text(await client.QueryAsync("copy shaped to stdout")));
    }

    [Fact]
    public async Task A_column_that_moves_outside_the_proxy_is_masked_in_its_new_place()
    {
        await using WireClient client = await WireClient.LoginAsync(schema.Port);
        Assert.Equal("x\t1\t****\n", Text(await client.QueryAsync("copy copying.moving to stdout")));
        await PostgresServer.Shared.ScalarAsync("alter table copying.moving drop a, add b text");
        Assert.Equal("1\t****\t\\N\n", Text(await client.QueryAsync("copy copying.moving to stdout")));
        await PostgresServer.Shared.ScalarAsync("alter table copying.moving drop id, add id int generated always as (1) stored, add c text");
        string copied = Text(await client.QueryAsync("copy copying.moving to stdout"));
        Assert.StartsWith("****\t", copied, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, copied, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_extended_protocol_is_masked_each_time_that_the_copy_runs()
    {
        await using WireClient client = await WireClient.LoginAsync(schema.Port);
        byte[] prepare = Frontend.Parse("copy copying.shaped (ssn) to stdout", "c");
        Assert.Equal("1 Z:I", Transcript.Of(await client.ExchangeAsync(prepare, Frontend.Sync)));
        for (int i = 0; i < 3; i++)
        {
            List<WireFrame> frames = await client.ExchangeAsync(Frontend.Bind("", "c"), Frontend.DescribePortal(), Frontend.Execute(), Frontend.Sync);
            Assert.Equal("2nHddcCZ", Transcript.Codes(frames));
            Assert.Equal("****\n\\N\n", Text(frames));
        }
        byte[] missing = Frontend.Parse("copy copying.nowhere to stdout");
        Assert.Equal("1 2 E:42P01 Z:I", Transcript.Of(await client.ExchangeAsync(missing, Frontend.Bind(), Frontend.Execute(), Frontend.Sync)));
        await client.AssertWorksAsync();
    }

    [Fact]
    public async Task Errors_are_those_of_the_copy_and_leave_the_transaction_as_it_would_be()
    {
        await using WireClient client = await WireClient.LoginAsync(schema.Port);
        Assert.Equal("E:42P01 Z:I", Transcript.Of(await client.QueryAsync("copy copying.nowhere to stdout")));
        Assert.Equal("E:42703 Z:I", Transcript.Of(await client.QueryAsync("copy copying.shaped (nope) to stdout")));
        Assert.Equal("E:42P10 Z:I", Transcript.Of(await client.QueryAsync("copy copying.shaped (g) to stdout")));
        Assert.Equal("E:42809 Z:I", Transcript.Of(await client.QueryAsync("copy copying.ranged to stdout")));
        await client.QueryAsync("begin");
        Assert.Equal("E:42P01 Z:E", Transcript.Of(await client.QueryAsync("copy copying.nowhere to stdout")));
        Assert.Equal("E:25P02 Z:E", Transcript.Of(await client.QueryAsync("copy copying.shaped to stdout")));
        await client.QueryAsync("rollback");
        await client.QueryAsync("begin");
        Assert.Equal("ann\t****\t1\nbob\t\\N\t2\n", Text(await client.QueryAsync("copy copying.shaped to stdout")));
        Assert.Equal("C:ROLLBACK Z:I", Transcript.Of(await client.QueryAsync("rollback")));
        List<WireFrame> failing = await client.QueryAsync("copy (select id, ssn, 1 / (id - 2) from copying.shaped) to stdout");
        Assert.Equal("HdEZ", Transcript.Codes(failing));
        Assert.DoesNotContain(Secret, Encoding.UTF8.GetString([.. failing.SelectMany(frame => frame.Body)]), StringComparison.Ordinal);
        await client.AssertWorksAsync();
    }

    [Theory]
    [InlineData("copy copying.shaped to stdout; select 1")]
    [InlineData("copy copying.shaped to stdout (encoding 'SJIS')")]
    [InlineData("copy copying.shaped to '/tmp/never'")]
    [InlineData("copy (select ssn from copying.shaped) to program 'cat'")]
    [InlineData("copy copying.shaped to stdout (format csv, unheard_of)")]
    public async Task What_can_not_be_masked_is_refused(string sql)
    {
        await using WireClient client = await WireClient.LoginAsync(schema.Port);
        Assert.Equal("E:42501 Z:I", Transcript.Of(await client.QueryAsync(sql)));
        await client.AssertWorksAsync();
    }

    [Theory]
    [InlineData("copy copying.plain to stdout")]
    [InlineData("copy copying.plain to stdout csv header force quote *")]
    [InlineData("copy copying.plain to stdout (format binary)")]
    [InlineData("copy (select id, name, other from copying.people order by id) to stdout (format binary)")]
    [InlineData("copy copying.people (id, other) to stdout csv")]
    public async Task What_touches_no_masked_column_is_byte_identical(string sql) =>
        Assert.Equal(await BytesAsync(PostgresServer.Shared.Port, sql), await BytesAsync(schema.Port, sql));

    private static async Task<byte[]> BytesAsync(int port, string sql) =>
        [.. (await CopyAsync(port, sql)).Where(frame => frame.Code == 'd').SelectMany(frame => frame.Body)];

    private static async Task<List<WireFrame>> CopyAsync(int port, string sql)
    {
        await using WireClient client = await WireClient.LoginAsync(port);
        // A large table is otherwise read from where another session is reading it.
        await client.QueryAsync("set synchronize_seqscans = off");
        List<WireFrame> frames = await client.QueryAsync(sql);
        Assert.DoesNotContain(frames, frame => frame.Code == 'E');
        await client.AssertWorksAsync();
        return frames;
    }

    private static string Text(List<WireFrame> frames) =>
        Encoding.UTF8.GetString([.. frames.Where(frame => frame.Code == 'd').SelectMany(frame => frame.Body)]);
}

/// <summary>What must hold of a session after anything.</summary>
file static class Usable
{
    public static async Task AssertWorksAsync(this WireClient client) =>
        Assert.Equal("T D:1 C:SELECT 1 Z:I", Transcript.Of(await client.QueryAsync("select 1")));
}
