namespace WireProxy.Integration.Masking.MySql;

/// <summary>
/// The documented bypasses of other products, in MySQL's words: MaxScale's masking filter (its manual names them itself),
/// Bytebase's column lineage (seven reports), and values in the texts of errors.
/// </summary>
internal static class Vectors
{
    private const string Sink = "create temporary table vectors.sink (s varchar(200))";

    public static IReadOnlyList<Vector> All { get; } = [.. MaxScale(), .. Bytebase(), .. Errors(), .. Shapes()];

    private static IEnumerable<Vector> MaxScale() =>
    [
        new("maxscale: function", "select concat(ssn), upper(ssn), reverse(ssn), replace(ssn, '-', '') from {t}"),
        new("maxscale: function that encodes", "select hex(ssn), to_base64(ssn), quote(ssn) from {t}"),
        new("maxscale: function of pieces", "select left(ssn, 8), right(ssn, 8), substr(ssn, 3, 7), mid(ssn, 2, 8) from {t}"),
        new("maxscale: user variable", "select @leak") { Before = ["set @leak = (select group_concat(ssn) from {t})"], Control = VectorControl.Documented },
        new("maxscale: user variable by INTO", "select @leak")
            { Before = ["select ssn into @leak from {t} where id = 1"], Control = VectorControl.Documented },
        new("maxscale: user variable in the list", "select @leak := ssn from {t}"),
        new("maxscale: union", "select ssn from {t} union select ''"),
        new("maxscale: sub-query", "select (select group_concat(ssn) from {t})"),
        new("maxscale: insert select", "select s from vectors.sink") { Before = [Sink, "insert into vectors.sink select ssn from {t}"] },
        new("maxscale: replace select", "select s from vectors.sink") { Before = [Sink, "replace into vectors.sink select ssn from {t}"] },
        new("maxscale: create table as", "select s from vectors.sink") { Before = ["create temporary table vectors.sink as select ssn as s from {t}"] },
        new("maxscale: update join", "select s from vectors.sink")
            { Before = [Sink, "insert into vectors.sink values ('')", "update vectors.sink, {t} x set s = x.ssn where x.id = 1"] },
        new("maxscale: ANSI_QUOTES", "select \"ssn\", concat(\"ssn\", '') from {t}") { Before = ["set sql_mode = 'ANSI_QUOTES'"] },
        new("maxscale: executable comment", "select id /*!40000 , ssn */ from {t}"),
        new("maxscale: executable comment around a name", "select /*!40000 `ssn` */ /* from neighbours */ from {t} # from dual"),
        new("maxscale: other types than strings", "select pin, pin + 0, cast(pin as char), cast(pin as decimal(20, 2)), pin * 1e0, hex(pin) from {t}"),
        new("maxscale: aggregates of numbers", "select max(pin), min(pin), group_concat(pin) from {t}"),
        new("maxscale: prepared in text", "execute later") { Before = ["prepare later from 'select ssn from {t}'"], Reach = VectorReach.TextOnly },
        new("maxscale: prepared from a variable", "execute later")
            { Before = ["set @text = concat('select s', 'sn from {t}')", "prepare later from @text"], Reach = VectorReach.TextOnly, Control = VectorControl.Documented },
        new("maxscale: alias", "select ssn as memo, id as ssn from {t} as neighbours"),
    ];

    private static IEnumerable<Vector> Bytebase() =>
    [
        new("bytebase: derived table", "select d.s from (select ssn as s from {t}) d"),
        new("bytebase: CTE alias", "with c(s) as (select ssn from {t}) select s from c"),
        new("bytebase: scalar sub-query", "select (select ssn from {t} where id = 1) as s"),
        new("bytebase: UNION arm", "select 'x' as s union all select ssn from {t}"),
        new("bytebase: star over derived", "select * from (select * from (select id, ssn from {t}) d) e"),
        new("bytebase: view", "select label from {t}_view"),
        new("bytebase: UNNEST", "select j.v from {t} x, json_table(json_array(x.ssn), '$[*]' columns (v varchar(40) path '$')) j"),
    ];

    private static IEnumerable<Vector> Errors() =>
    [
        new("error: extractvalue", "select extractvalue(1, concat(0x7e, (select ssn from {t} where id = 1)))") { Reach = VectorReach.TextOnly },
        new("error: updatexml", "select updatexml(1, concat(0x7e, (select ssn from {t} where id = 1)), 1)") { Reach = VectorReach.TextOnly },
        new("error: in a predicate", "select id from {t} where extractvalue(1, concat(0x7e, (select ssn from {t} where id = 1))) = ''") { Reach = VectorReach.TextOnly },
        new("error: duplicate key", "insert into {t} (id, ssn, memo) select id + 100, ssn, memo from {t}") { Reach = VectorReach.Statements },
        new("error: number", "update {t} set pin = ssn") { Reach = VectorReach.Statements },
        new("error: signal", "call {t}_shout()") { Reach = VectorReach.Statements },
        new("warning: number", "show warnings") { Before = ["select cast(ssn as signed) from {t}"], Reach = VectorReach.TextOnly },
        new("error: get diagnostics", "select @leak")
        {
            Before = ["insert into {t} (id, ssn, memo) select id + 100, ssn, memo from {t}", "get diagnostics condition 1 @leak = message_text"],
            Control = VectorControl.Documented,
        },
    ];

    private static IEnumerable<Vector> Shapes() =>
    [
        new("json", "select json_object('k', ssn), json_array(id, ssn), json_quote(ssn) from {t}"),
        new("aggregate: texts", "select group_concat(ssn), max(ssn), json_arrayagg(ssn) from {t}"),
        new("expression: case and coalesce", "select case when id > 0 then ssn end, coalesce(ssn, ''), if(id, ssn, ''), nullif(ssn, '') from {t}"),
        new("expression: casts", "select cast(ssn as char), convert(ssn using utf8mb4), binary ssn, ssn collate utf8mb4_bin from {t}"),
        new("window", "select lag(ssn) over (order by id), first_value(ssn) over (order by id) from {t}"),
        new("join: natural and using", "select * from {t} x natural join (select id, ssn from {t}) y join {t} z using (ssn)"),
        new("set operators", "(select memo from {t} except select 'one') union all (select ssn from {t} intersect select ssn from {t})"),
        new("recursive", "with recursive r(n, s) as (select 1, cast(ssn as char(80)) from {t} union all select n + 1, concat(s, '.') from r where n < 3) select s from r"),
        new("procedure", "call {t}_read()") { Reach = VectorReach.Statements },
        new("stored function", "select {t}_peek(1)"),
        new("stored function under the name of an aggregate", "select group_concat(v) from kept")
            { Before = ["use vectors", "create temporary table kept (v varchar(40))", "select `sum`(ssn) from {t}"], Control = VectorControl.Documented },
        new("stored function with a blank before its arguments", "select group_concat(v) from kept")
            { Before = ["use vectors", "create temporary table kept (v varchar(40))", "select sum (ssn) from {t}"], Control = VectorControl.Documented },
        new("procedure under the name of a built-in function", "select group_concat(v) from kept")
            { Before = ["use vectors", "create temporary table kept (v varchar(40))", "call reverse((select ssn from {t} where id = 1))"] },
        new("procedure under the name of a built-in function that reads", "select group_concat(v) from kept")
            { Before = ["use vectors", "create temporary table kept (v varchar(40))", "call upper()"], Control = VectorControl.Documented },
        new("handler", "handler h read first") { Before = ["handler {t} open as h"], Reach = VectorReach.TextOnly, Control = VectorControl.Documented },
    ];
}
