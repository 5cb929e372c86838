namespace WireProxy.Integration.Masking.Postgres;

/// <summary>
/// The documented bypasses of other products, in PostgreSQL's words: MaxScale's masking filter (its manual names them itself),
/// Bytebase's column lineage (seven reports), and values in the texts of errors.
/// </summary>
internal static class Vectors
{
    public static IReadOnlyList<Vector> All { get; } = [.. MaxScale(), .. Bytebase(), .. Errors(), .. Shapes()];

    private static IEnumerable<Vector> MaxScale() =>
    [
        new("maxscale: function", "select concat(ssn), upper(ssn), reverse(ssn), replace(ssn, '-', '') from {t}"),
        new("maxscale: function that encodes", "select encode(ssn::bytea, 'hex'), encode(ssn::bytea, 'base64'), quote_literal(ssn) from {t}"),
        new("maxscale: function of pieces", "select left(ssn, 8), right(ssn, 8), substr(ssn, 3, 7), string_to_table(ssn, '4') from {t}"),
        new("maxscale: user variable", "select current_setting('vectors.leak', true)")
            { Before = ["select set_config('vectors.leak', (select string_agg(ssn, ',') from {t}), false)"], Control = VectorControl.Documented },
        new("maxscale: union", "select ssn from {t} union select ''"),
        new("maxscale: sub-query", "select (select string_agg(ssn, ',') from {t})"),
        new("maxscale: insert select", "select s from sink") { Before = ["create temp table sink (s text)", "insert into sink select ssn from {t}"] },
        new("maxscale: create table as", "select s from sink") { Before = ["create temp table sink as select ssn as s from {t}"] },
        new("maxscale: update from", "select s from sink")
            { Before = ["create temp table sink (s text)", "insert into sink values ('')", "update sink set s = x.ssn from {t} x where x.id = 1"] },
        new("maxscale: quoted names", "select \"ssn\", U&\"\\0073sn\" from {t}"),
        new("maxscale: other types than strings", "select pin, pin + 0, pin::text, pin::numeric, pin::float8, to_hex(pin) from {t}"),
        new("maxscale: aggregates of numbers", "select max(pin), min(pin), array_agg(pin) from {t}"),
        new("maxscale: prepared in text", "execute later")
            { Before = ["prepare later as select ssn from {t}"], Reach = VectorReach.Statements, Control = VectorControl.Documented },
        new("maxscale: alias", "select ssn as memo, id as ssn from {t} as \"vectors.neighbours\""),
    ];

    private static IEnumerable<Vector> Bytebase() =>
    [
        new("bytebase: derived table", "select d.s from (select ssn as s from {t}) d"),
        new("bytebase: CTE alias", "with c(s) as (select ssn from {t}) select s from c"),
        new("bytebase: scalar sub-query", "select (select ssn from {t} where id = 1) as s"),
        new("bytebase: UNION arm", "select 'x'::text as s union all select ssn from {t}"),
        new("bytebase: star over derived", "select * from (select * from (select id, ssn from {t}) d) e"),
        new("bytebase: view", "select label from {t}_view"),
        new("bytebase: UNNEST", "select u from unnest(array(select ssn from {t})) u"),
    ];

    private static IEnumerable<Vector> Errors() =>
    [
        new("error: number", "select ssn::int from {t}"),
        new("error: uuid", "select ssn::uuid from {t}"),
        new("error: date", "select pin::text::date from {t}"),
        new("error: json", "select replace(ssn, '-', '')::json from {t}"),
        new("error: xml", "select ('<a>' || ssn)::xml from {t}"),
        new("error: name of a relation", "select ssn::regclass from {t}"),
        new("error: in a predicate", "select id from {t} where ssn::int = 1"),
        new("error: setting", "select set_config('work_mem', ssn, false) from {t}"),
        new("error: check violation", "update {t} set memo = 'bad'") { Reach = VectorReach.Statements },
        new("error: not null violation", "update {t} set memo = null") { Reach = VectorReach.Statements },
        new("error: unique violation", "insert into {t} (id, ssn, memo) select id + 100, ssn, memo from {t}") { Reach = VectorReach.Statements },
        new("error: raised", "do $$ begin raise exception '%', (select ssn from {t} where id = 1); end $$")
            { Reach = VectorReach.Statements, Control = VectorControl.Documented },
        new("notice: raised", "do $$ begin raise notice '%', (select ssn from {t} where id = 1); end $$")
            { Reach = VectorReach.Statements, Control = VectorControl.Documented },
        new("error: dynamic statement", "do $$ begin execute format('select %I', (select ssn from {t} where id = 1)); end $$")
            { Reach = VectorReach.Statements, Control = VectorControl.Documented },
    ];

    private static IEnumerable<Vector> Shapes() =>
    [
        new("row: composite", "select x from {t} x"),
        new("row: text", "select x::text, (x).ssn from {t} x"),
        new("row: json", "select row_to_json(x), to_jsonb(x) from {t} x"),
        new("row: fields of json", "select j.value from {t} x, jsonb_each_text(to_jsonb(x)) j"),
        new("row: json and back", "select q.* from {t} x, json_populate_record(null::{t}, row_to_json(x)) q"),
        new("row: json into one that has a value", "select (jsonb_populate_record(x, '{\"memo\": \"m\"}')).ssn from {t} x") { Control = VectorControl.Documented },
        new("row: json and back, with new names", "select r.a from {t} x, jsonb_to_record(jsonb_build_object('a', ssn)) r(a text)"),
        new("row: constructed", "select row(id, ssn), array[ssn, memo] from {t}"),
        new("aggregate: arrays and texts", "select array_agg(ssn), string_agg(ssn, ','), json_agg(ssn), max(ssn) from {t}"),
        new("aggregate: ordered", "select mode() within group (order by ssn), percentile_disc(0.5) within group (order by ssn) from {t}"),
        new("expression: case and coalesce", "select case when id > 0 then ssn end, coalesce(ssn, ''), nullif(ssn, ''), ssn || '' from {t}"),
        new("expression: format", "select format('%s|%s', id, ssn), json_build_object('k', ssn) from {t}"),
        new("expression: XML", "select xmlelement(name a, ssn) from {t}"),
        new("window", "select lag(ssn) over (order by id), first_value(ssn) over (order by id) from {t}"),
        new("lateral", "select l.s from {t} x, lateral (select x.ssn as s) l"),
        new("lateral values", "select v.s from {t} x cross join lateral (values (x.ssn), (x.memo)) v(s)"),
        new("values", "values ((select ssn from {t} where id = 1))"),
        new("table", "table {t}"),
        new("join: natural and using", "select * from {t} natural join (select id, ssn from {t}) x join {t} y using (ssn)"),
        new("set operators", "(select memo from {t} except select 'one') union all (select ssn from {t} intersect select ssn from {t})"),
        new("recursive", "with recursive r(n, s) as (select 1, ssn from {t} union all select n + 1, s || '.' from r where n < 3) select s from r"),
        new("generated column", "select made from {t}"),
        new("returning", "update {t} set memo = memo returning ssn, upper(ssn)") { Reach = VectorReach.Statements },
        new("function that exists", "select {t}_read()") { Control = VectorControl.Documented },
        new("function that runs a text", "select query_to_xml('select ssn from {t}', true, true, '')") { Control = VectorControl.Documented },
        new("statistics", "select histogram_bounds::text, most_common_vals::text from pg_stats where schemaname || '.' || tablename = '{t}'")
            { Control = VectorControl.Documented },
    ];
}
