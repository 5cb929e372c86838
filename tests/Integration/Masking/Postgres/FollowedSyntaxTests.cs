namespace WireProxy.Integration.Masking.Postgres;

/// <summary>XML syntax, SEARCH and CYCLE on the packaged server; the syntax of newer servers is read by the tests of the analysis.</summary>
[Collection(FollowedCollection.Name)]
public sealed class FollowedSyntaxTests(FollowedSchema schema)
{
    private const string Walk = "with recursive t(id, name, ssn) as (select id, name, ssn from persons where id = 1 union all select p.id, p.name, p.ssn from persons p, t where p.id = t.id + 1) ";

    [Theory]
    [InlineData("select xmlelement(name p, xmlattributes(id as i), name), xmlforest(name as n, note) from persons order by id")]
    [InlineData("select xmlagg(xmlelement(name x, name) order by ssn) from persons")]
    [InlineData("select xmlserialize(content xmlparse(document '<a/>') as text), xmlpi(name x, 'y')")]
    [InlineData("select x.* from purchases, xmltable('/a' passing xmlelement(name a, note) columns n for ordinality, v text path '.') x order by 2")]
    [InlineData(Walk + "search depth first by name set o select id, name, o from t order by o")]
    [InlineData(Walk + "cycle id set again using path select id, again, path from t order by id")]
    public Task What_is_made_of_clean_values_comes_back_unchanged(string sql) => schema.AssertUnchangedAsync(sql);

    [Theory]
    [InlineData("select xmlelement(name p, xmlattributes(ssn as i), name) from persons")]
    [InlineData("select xmlforest(name as n, ssn as note) from persons")]
    [InlineData("select xmlagg(xmlelement(name x, ssn)) from persons")]
    [InlineData("select xmlserialize(content xmlforest(ssn) as text) from persons")]
    [InlineData("select x.v from persons, xmltable('/a' passing xmlelement(name a, ssn) columns n for ordinality, v text path '.') x")]
    [InlineData("select x.v from persons, xmltable('/a' passing xmlelement(name a, name) columns v text path 'nosuch' default ssn) x")]
    [InlineData(Walk + "search depth first by ssn set o select id, o from t")]
    [InlineData(Walk + "cycle ssn set again using path select id, path from t")]
    public Task What_is_made_of_masked_values_is_masked(string sql) => schema.AssertHiddenAsync(sql);
}
