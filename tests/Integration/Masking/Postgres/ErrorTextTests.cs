using System.Text;
using WireProxy.Integration.Conformance.Postgres;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Masking.Postgres;

/// <summary>Values that leave in errors, notices, parameters and plans instead of rows (protocols: leak channels).</summary>
public sealed class ErrorTextTests
{
    private static readonly string[] Secrets = ["123-45-6789", "987-65-4321", "ada@example.com", "4111111111111111", "5000.50", "1985-12-10"];

    public static TheoryData<string> Leaks { get; } = new(
        "select ssn::int from customers",
        "select (ssn || 'x')::uuid from customers",
        "select 1 from customers where ssn::int = 1",
        "select 1/0 from customers where salary::int = 5000",
        "insert into customers (id, ssn) select id, ssn from customers",
        "insert into customers select * from customers",
        "update customers set id = 1 where ssn like '9%'",
        "select set_config('application_name', (select ssn from customers where id = 1), false)",
        "select pg_notify('leak', ssn) from customers",
        "do $$ begin raise notice '%', (select ssn from customers where id = 1); end $$",
        "do $$ begin execute format('create temp table t (%I int)', (select ssn from customers where id = 1)); end $$; select * from t",
        "select query_to_xml('select ssn from customers', true, true, '')",
        "select most_common_vals, histogram_bounds from pg_stats where tablename = 'customers'",
        "select * from pg_stats",
        "select stavalues1::text from pg_statistic where starelid = 'customers'::regclass",
        "explain analyze verbose select ssn from customers where ssn = (select ssn from customers where id = 1)",
        "select row_to_json(c) from customers c",
        "select c from customers c",
        "select c::text from customers c",
        "select array_agg(ssn) from customers",
        "select string_agg(email, ',') from customers",
        "select max(ssn), min(card) from customers",
        "select ssn from customers union select name from staff where false",
        "select note from customers union all select ssn from customers",
        "select case when true then ssn end from customers",
        "select coalesce(ssn, '') from customers",
        "select ssn::varchar from customers",
        "select (select ssn from customers where id = 1)",
        "with x as (select ssn as harmless from customers) select harmless from x",
        "select x.a from (select ssn as a from customers) x",
        "select substr(ssn, 1, 7), right(ssn, 7), reverse(ssn) from customers",
        "create temp table copied as select * from customers; select * from copied",
        "select ssn into temp copied2 from customers; select * from copied2",
        "create temp view v as select ssn as s from customers; select s from v",
        "begin; declare c cursor for select ssn from customers; fetch all from c; commit",
        "update customers set note = ssn returning note",
        "table customers",
        "values ((select ssn from customers where id = 1))",
        "select * from customers natural join (select id, ssn from customers) x",
        "select l.* from customers c, lateral (select c.ssn as x) l",
        "select json_agg(to_jsonb(c)) from customers c",
        "select unnest(array[ssn, email]) from customers",
        "select encode(ssn::bytea, 'escape') from customers",
        "select U&\"s\\0073n\" from customers",
        "select /* nested /* */ */ ssn --x\r\n from customers",
        "set standard_conforming_strings = off; select '\\'', ssn from customers -- '");

    [Theory]
    [MemberData(nameof(Leaks))]
    public async Task No_value_reaches_the_client_in_any_message(string sql)
    {
        await RestoreAsync();
        await using WireClient client = await GuardedSession.LoginAsync();
        await client.QueryAsync("listen leak");
        await client.QueryAsync(sql);
        await client.QueryAsync("rollback");
        await client.SendAsync(Frontend.Extended(sql, resultFormat: 1), Frontend.Sync);
        await client.ReadUntilReadyAsync();
        await client.QueryAsync("show application_name");

        string everything = Encoding.Latin1.GetString(client.Received.ToArray());
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, everything, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("select id, name, note from customers order by id")]
    [InlineData("select count(*) from orders")]
    [InlineData("select id from customers where ssn = '123-45-6789'")]
    [InlineData("select o.item, c.name from orders o join customers c on c.id = o.customer_id order by o.id")]
    [InlineData("select * from orders order by id")]
    [InlineData("select now() is not null, current_user, version() like 'PostgreSQL%', 1 + 1, 'x' || 'y'")]
    [InlineData("select * from everything")]
    [InlineData("select * from elsewhere.customers")]
    [InlineData("begin; declare c cursor for select id, item from orders; fetch 5 from c; close c; commit")]
    [InlineData("select relname, relkind from pg_class where relname = 'customers'")]
    [InlineData("select upper(item), length(item), sum(amount) from orders group by item order by item")]
    [InlineData("with recursive t(n) as (select 1 union all select n + 1 from t where n < 5) select n, n * n from t")]
    public async Task Result_without_masked_columns_is_byte_identical(string sql)
    {
        await RestoreAsync();
        await using WireClient direct = await WireClient.LoginAsync(PostgresServer.Shared.Port);
        await using WireClient guarded = await GuardedSession.LoginAsync();
        foreach (byte[] message in (byte[][])[Frontend.Query(sql), [.. Frontend.Extended(sql, 1), .. Frontend.Sync]])
            Assert.Equal(Brief(await direct.ExchangeAsync(message)), Brief(await guarded.ExchangeAsync(message)));
    }

    // Of an error the class counts: its text is made general where masks apply.
    private static string Brief(List<WireFrame> frames) => string.Join('\n', frames.Select(frame =>
        frame.Code == 'E' ? frame.ToString() : $"{frame.Code} {Convert.ToHexString(frame.Body)}"));

    // A statement of the list that gets through may have written to the note column.
    private static async Task RestoreAsync() => await PostgresServer.Shared.ScalarAsync(
        "update customers set note = case id when 1 then 'first' when 2 then 'second' when 3 then 'ünïcode' end where note ~ '[0-9]'");
}
