namespace WireProxy.Integration.Masking.Postgres;

/// <summary>Fields of rows and of composite values are masked as the columns that they come from.</summary>
[Collection(FollowedCollection.Name)]
public sealed class FollowedRowTests(FollowedSchema schema)
{
    [Theory]
    [InlineData("select (p).name, (p).note, (p.work).zip from persons p order by id")]
    [InlineData("select (work).*, id from persons order by id")]
    [InlineData("select ((p).work).street || '!' from persons p order by id")]
    [InlineData("select (o).* from purchases o order by id")]
    [InlineData("select (s).n from (select upper(name) as n, ssn from persons) s order by 1")]
    public Task Fields_without_masks_come_back_unchanged(string sql) => schema.AssertUnchangedAsync(sql);

    [Theory]
    [InlineData("select (p).ssn from persons p")]
    [InlineData("select (p.*).ssn from persons p")]
    [InlineData("select (p).* from persons p")]
    [InlineData("select (p.home).street, (home).zip from persons p")]
    [InlineData("select (p.home).* from persons p")]
    [InlineData("select ((p).home).zip::text from persons p")]
    [InlineData("select 'x' || (home).street from persons")]
    [InlineData("select (s).x from (select ssn as x from persons) s")]
    [InlineData("select (select p from persons p limit 1).ssn")]
    [InlineData("select ((array_agg(p))[1]).ssn from persons p")]
    [InlineData("select row_to_json((p).home) from persons p")]
    public Task Fields_of_masked_columns_are_masked(string sql) => schema.AssertHiddenAsync(sql);
}
