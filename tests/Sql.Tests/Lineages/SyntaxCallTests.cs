namespace WireProxy.Sql.Tests.Lineages;

/// <summary>SQL/JSON, SQL/XML, OLD and NEW, SEARCH and CYCLE.</summary>
public sealed class SyntaxCallTests
{
    [Theory]
    [InlineData("select json_object('a': id, 'b' value name absent on null with unique keys returning jsonb) from customers", "_~customers.id+customers.name")]
    [InlineData("select json_object('a': ssn) ->> 'a', json_object(name: 1) from customers", "_~customers.ssn, _~customers.name")]
    [InlineData("select json_object(), json_object(returning text), json_object(array[name], array[city]) from customers", "_, _, _~customers.name+customers.city")]
    [InlineData("select json_array(id, ssn format json null on null returning varchar(10)), json_array(absent on null) from customers", "_~customers.id+customers.ssn, _")]
    [InlineData("select json_array(select ssn from customers order by 1 returning jsonb)", "_~customers.ssn")]
    [InlineData("select json_objectagg(id: name absent on null) filter (where ssn = 'x'), json_arrayagg(city order by ssn desc nulls first) over () from customers", "_~customers.id+customers.name, _~customers.city+customers.ssn")]
    [InlineData("select json_value(note, '$.a' passing total as x, id as y returning int default customer_id on empty error on error) from orders", "_~orders.note+orders.total+orders.id+orders.customer_id")]
    [InlineData("select json_query(city, '$' with conditional array wrapper keep quotes on scalar string empty array on empty null on error) from customers", "_~customers.city")]
    [InlineData("select json_exists(ssn, '$.a' passing 1 as b true on error), json_scalar(id), json_serialize(name returning bytea) from customers", "_~customers.ssn, _~customers.id, _~customers.name")]
    [InlineData("select json_array(error, string) from (select id as error, ssn as string from customers) s", "_~customers.id+customers.ssn")]
    [InlineData("select json_object('a': format, 'b' value value) from (select id as format, ssn as value from customers) s", "_~customers.id+customers.ssn")]
    [InlineData("select xmlelement(name x, xmlattributes(id as a, name), 'y', city) from customers", "_~customers.id+customers.name+customers.city")]
    [InlineData("select xmlforest(ssn, email as \"E\"), xmlpi(name p, city) from customers", "_~customers.ssn+customers.email, _~customers.city")]
    [InlineData("select xmlelement(name name, name), xmlforest(name as ssn, ssn name) from customers", "_~customers.name, _~customers.name+customers.ssn")]
    [InlineData("select json_value(city, '$' default absent on empty) from (select name as absent, city from customers) c", "_~customers.city+customers.name")]
    [InlineData("select json_object('a' value ssn, 'b': default_ format json) from (select ssn, name as default_ from customers) c", "_~customers.ssn+customers.name")]
    [InlineData("select xmlparse(document name preserve whitespace), xmlserialize(content city as varchar(5) no indent) from customers", "_~customers.name, _~customers.city")]
    [InlineData("select xmlexists('//a' passing by ref ssn by ref), xmlagg(xmlelement(name x, id) order by ssn) from customers", "_~customers.ssn, _~customers.id")]
    [InlineData("select xmlconcat(name, xmlelement(name x, ssn)) from customers", "_~customers.name+customers.ssn")]
    public void Calls_are_made_of_their_values(string sql, string outputs) => Assert.Equal(outputs, ShownOutputs.Of(sql));

    [Theory]
    [InlineData("select j.* from orders o, json_table(o.note, '$[*]' passing 1 as x columns (n for ordinality, a int path '$.a' default 0 on empty, b text exists)) j",
        "n~orders.note, a~orders.note, b~orders.note")]
    [InlineData("select x, y from customers, json_table(name format json, '$' as root columns (x int, nested path '$.k' as k columns (y text path '$.y' with wrapper omit quotes)) error on error) as j",
        "x~customers.name, y~customers.name")]
    [InlineData("select a from json_table('{}', '$' columns (a int default (select max(ssn) from customers) on error)) j", "a~customers.ssn")]
    [InlineData("select * from json_table('{}', '$' columns (a int, b int)) j(c)", "c, b")]
    [InlineData("select x.* from customers, xmltable('//r' passing by ref city columns n for ordinality, a int path '@a' default 1 not null, b text) x",
        "n~customers.city, a~customers.city, b~customers.city")]
    [InlineData("select x.a from customers c, xmltable(xmlnamespaces('u' as u, default 'v'), '//r' passing c.name columns a text path c.ssn) as x", "a~customers.name+customers.ssn")]
    public void Columns_of_document_tables_are_made_of_the_document(string sql, string outputs) => Assert.Equal(outputs, ShownOutputs.Of(sql));

    [Theory]
    [InlineData("update customers set city = 'x' returning old.ssn, new.city, old.name || new.name", "ssn=customers.ssn, city=customers.city, _~customers.name")]
    [InlineData("update customers c set city = 'x' returning with (old as o, new as n) o.ssn, n.id, c.name", "ssn=customers.ssn, id=customers.id, name=customers.name")]
    [InlineData("delete from orders returning old.*", "id=orders.id, customer_id=orders.customer_id, total=orders.total, note=orders.note")]
    [InlineData("insert into plain values ('x') returning *, new.note", "note=plain.note, note=plain.note")]
    [InlineData("update orders set total = 1 from customers old returning old.ssn", "ssn?")]
    [InlineData("update customers set city = 'x' returning old, (new).ssn", "old~customers.*, ssn=customers.ssn")]
    [InlineData("update customers set city = 'x' returning id, old.nosuch", "id=customers.id, nosuch?")]
    public void Rows_before_and_after_are_those_of_the_target(string sql, string outputs) => Assert.Equal(outputs, ShownOutputs.Of(sql));

    private const string Recursion = "with recursive t(a, b) as (select id, ssn from customers union all select t.a, t.b from t) ";

    [Theory]
    [InlineData(Recursion + "search depth first by a set o select * from t", "a=customers.id, b=customers.ssn, o~customers.id")]
    [InlineData(Recursion + "search breadth first by a, b set o select o, upper(b) from t", "o~customers.id+customers.ssn, _~customers.ssn")]
    [InlineData(Recursion + "cycle a set mark using path select * from t", "a=customers.id, b=customers.ssn, mark, path~customers.id")]
    [InlineData(Recursion + "cycle b set mark to 'Y'::text default 'N' using path select mark, path from t", "mark, path~customers.ssn")]
    [InlineData(Recursion + "search depth first by b set o cycle a set m using p select a, o, m, p from t", "a=customers.id, o~customers.ssn, m, p~customers.id")]
    [InlineData(Recursion + "search depth first by nosuch set o select o from t", "o?")]
    public void What_follows_a_recursion_is_made_of_its_columns(string sql, string outputs) => Assert.Equal(outputs, ShownOutputs.Of(sql));

    [Theory]
    [InlineData("select json_object('a': ssn + ) from customers")]
    [InlineData("select json_value(ssn, 1 '$') from customers")]
    [InlineData("select xmlelement(name) from customers")]
    [InlineData("select * from json_table('x', '$' columns a int) j")]
    [InlineData("select xmlparse(name) from customers")]
    [InlineData("select xmlforest(name as) from customers")]
    public void What_can_not_be_read_is_not_known(string sql) => Assert.Equal("Unknown", ShownOutputs.Of(sql));
}
