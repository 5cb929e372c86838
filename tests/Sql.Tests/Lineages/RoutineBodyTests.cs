using System.Collections.Immutable;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Tests.Lineages;

/// <summary>Calls of functions whose bodies are known.</summary>
public sealed class RoutineBodyTests
{
    private static readonly SampleShapes Shapes = new()
    {
        Routines = new[]
        {
            Value("total", "select sum(total) from orders where customer_id = cid", ["cid"]),
            Value("leak", " SELECT ssn FROM customers WHERE id = cid ; ", ["cid"]),
            Value("leak_atomic", "BEGIN ATOMIC SELECT 1; SELECT c.ssn FROM customers c WHERE id = $1; END", [""]),
            Value("plus", "RETURN (a + plus.b)", ["a", "b"]),
            Value("echo", "select $1", [""]),
            Value("outer_total", "with t as (select total(x) as s) select s from t", ["x"]),
            Value("outer_leak", "select leak(1) || 'x'", []),
            Value("same_name", "select id from customers where id = id", ["id"]),
            Value("shadow", "select (select note from plain)", ["ssn"]),
            Value("twice", "select id from customers", ["a"]),
            Value("twice", "select ssn from customers", ["a"]),
            Value("counted", "select 1", []),
            Value("counted", "select ssn from customers", ["a"]),
            Value("named", "select name from customers", []) with { Columns = ["out_name"] },
            Value("defaults", "select a", ["a"]) with { LeastArguments = 0, Defaults = "1, leak(2)" },
            Value("plain_defaults", "select a", ["a"]) with { LeastArguments = 0, Defaults = "'x'::text" },
            Row("found", "select * from customers where id = cid", ["id", "name", "ssn", "email", "city"]),
            Row("as_row", "select c from customers c", ["a", "b"]),
            Row("holder", "select name, ssn from customers where id = cid", ["holder", "pan"]),
            Row("two_columns", "select 1, 2, 3", ["a", "b"]),
            Row("record", "select id, ssn from customers", []) with { Result = RoutineResult.Record },
            Value("cycle", "select cycle_back(1)", ["a"]),
            Value("cycle_back", "select cycle(1)", ["a"]),
            Value("writes", "delete from orders; select 1", []),
            Value("returns_written", "update orders set total = 1 returning total", []),
            Value("hidden_write", "with d as (delete from orders returning 1) select 1", []),
            Value("stores", "select 1 into t", []),
            Value("unknown_call", "select my_plpgsql(1)", []),
            Value("unreadable", "select 1 from where", []),
            Value("escaped", @"select 'a\'", []),
            Value("empty", "", []),
            Value("opaque", "select query_to_xml('select 1', true, true, '')", []),
            Value("other_language", "", []) with { Body = null },
            Deep(0), Deep(1), Deep(2), Deep(3), Deep(4), Deep(5), Deep(6), Deep(7), Deep(8), Deep(9),
        }.ToLookup(static routine => routine.Name.Name),
    };

    [Theory]
    [InlineData("select total(8), total(15)", "_~orders.total, _~orders.total")]
    [InlineData("select leak(7), leak_atomic(7)", "_~customers.ssn, _~customers.ssn")]
    [InlineData("select plus(1, id) from orders", "_~orders.id")]
    [InlineData("select plus(a => id, b => 2), plus(b := 1, a := 1) from orders", "_~orders.id, _")]
    [InlineData("select echo(name), echo(echo(ssn)), echo('x') from customers", "_~customers.name, _~customers.ssn, _")]
    [InlineData("select echo((select ssn from customers limit 1))", "_~customers.ssn")]
    [InlineData("select outer_total(1), outer_leak()", "_~orders.total, _~customers.ssn")]
    [InlineData("select same_name(ssn), shadow(ssn) from customers", "_~customers.id+customers.ssn, _~plain.note+customers.ssn")]
    [InlineData("select twice(1), public.twice(1)", "_~customers.id+customers.ssn, _~customers.id+customers.ssn")]
    [InlineData("select counted(), counted(1)", "_, _~customers.ssn")]
    [InlineData("select defaults(), plain_defaults()", "_~customers.ssn, _")]
    [InlineData("select upper(leak(1)::text) || name from customers", "_~customers.name+customers.ssn")]
    [InlineData("select count(leak(1)), sum(total(id)) from orders", "_, _~orders.total+orders.id")]
    [InlineData("select 1 where leak(1) = 'x'", "_")]
    public void As_a_value(string sql, string outputs) => Assert.Equal(outputs, ShownOutputs.Of(sql, Shapes));

    [Theory]
    [InlineData("select * from total(8)", "total~orders.total")]
    [InlineData("select * from total(8) t", "t~orders.total")]
    [InlineData("select x, t.x from total(8) as t(x)", "x~orders.total, x~orders.total")]
    [InlineData("select * from named()", "out_name~customers.name")]
    [InlineData("select id, f.ssn from found(9) f", "id~customers.id, ssn~customers.ssn")]
    [InlineData("select * from holder(10)", "holder~customers.name, pan~customers.ssn")]
    [InlineData("select h from orders o, holder(o.id) as h(h, p)", "h~customers.name+orders.id")]
    [InlineData("select * from holder(10) with ordinality", "holder~customers.name, pan~customers.ssn, ordinality")]
    [InlineData("select * from holder(10) with ordinality as x(a, b, c)", "a~customers.name, b~customers.ssn, c")]
    [InlineData("select * from as_row()", "a~customers.*, b~customers.*")]
    [InlineData("select * from record() as t(a int, b text)", "a~customers.id, b~customers.ssn")]
    [InlineData("select * from record() as t(a int)", "a~customers.id+customers.ssn")]
    [InlineData("select (found(1)).name, (found(1)).ssn", "name~customers.name, ssn~customers.ssn")]
    [InlineData("select (holder(1)).*", "holder~customers.name, pan~customers.ssn")]
    [InlineData("select (h).pan, (h).holder from holder(1) h", "pan~customers.ssn, holder~customers.name")]
    [InlineData("select holder(1)", "_~customers.name+customers.ssn")]
    public void As_a_table_or_row(string sql, string outputs) => Assert.Equal(outputs, ShownOutputs.Of(sql, Shapes));

    [Theory]
    [InlineData("select cycle(1)")]
    [InlineData("select writes()")]
    [InlineData("select returns_written()")]
    [InlineData("select hidden_write()")]
    [InlineData("select stores()")]
    [InlineData("select unknown_call()")]
    [InlineData("select unreadable()")]
    [InlineData("select escaped()")]
    [InlineData("select empty()")]
    [InlineData("select opaque()")]
    [InlineData("select other_language()")]
    [InlineData("select two_columns()")]
    [InlineData("select deep0()")]
    [InlineData("select echo(my_function(1))")]
    [InlineData("select (holder(1)).nosuch")]
    public void Unknown_as_a_value(string sql) => Assert.EndsWith("?", ShownOutputs.Of(sql, Shapes), StringComparison.Ordinal);

    [Theory]
    [InlineData("select * from writes()")]
    [InlineData("select * from two_columns()")]
    [InlineData("select * from holder(10) as t(a, b, c)")]
    [InlineData("select (writes()).*")]
    public void Unknown_as_a_table(string sql) => Assert.Equal("Unknown", ShownOutputs.Of(sql, Shapes));

    [Fact]
    public void As_deep_as_it_may_go_it_is_followed() => Assert.Equal("_", ShownOutputs.Of("select deep3()", Shapes));

    private static Routine Deep(int level) =>
        Value($"deep{level}", level == 9 ? "select 1" : $"select deep{level + 1}()", []);

    private static Routine Value(string name, string body, ImmutableArray<string> parameters) => new()
    {
        Name = new SqlName("public", name),
        LeastArguments = parameters.Length,
        MostArguments = parameters.Length,
        Parameters = parameters,
        Body = body,
    };

    private static Routine Row(string name, string body, ImmutableArray<string> columns) =>
        Value(name, body, body.Contains("cid", StringComparison.Ordinal) || name == "holder" ? ["cid"] : []) with { Result = RoutineResult.Row, Columns = columns };
}
