namespace WireProxy.Sql.Tests.Lineages;

/// <summary>Fields of rows and of composite values. customers.city has the fields street and zip.</summary>
public sealed class RowFieldTests
{
    [Theory]
    [InlineData("select (c).ssn, (c).id + 1 from customers c", "ssn=customers.ssn, _~customers.id")]
    [InlineData("select (c.*).ssn from customers c", "ssn=customers.ssn")]
    [InlineData("select ((c)).ssn x from customers c", "x=customers.ssn")]
    [InlineData("select (c).* from customers c", "id=customers.id, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city")]
    [InlineData("select (s).b from (select id as b, ssn from customers) s", "b=customers.id")]
    [InlineData("select (s).* from (select id as b, ssn from customers) s", "b=customers.id, ssn=customers.ssn")]
    [InlineData("with s as (select id as b, ssn from customers) select (s).b, (s).ssn from s", "b=customers.id, ssn=customers.ssn")]
    [InlineData("select (c.city).zip, (city).street from customers c", "zip~customers.city, street~customers.city")]
    [InlineData("select ((c).city).zip from customers c", "zip~customers.city")]
    [InlineData("select (c.city).* from customers c", "street~customers.city, zip~customers.city")]
    [InlineData("select ((c.city).zip || 'x')::text from customers c", "_~customers.city")]
    [InlineData("select row((c).*, 1) from customers c", "_~customers.*")]
    [InlineData("select (select (c).ssn) from customers c", "_=customers.ssn")]
    public void Known(string sql, string outputs) => Assert.Equal(outputs, ShownOutputs.Of(sql));

    /// <summary>A function can be called like a field.</summary>
    [Theory]
    [InlineData("select (c.city).nosuch from customers c", "nosuch?")]
    [InlineData("select ((c.city).zip).deeper from customers c", "deeper?")]
    [InlineData("select (c.name).zip, (ssn).upper from customers c", "zip?, upper?")]
    [InlineData("select (x).ssn from customers c, nosuch n", "ssn?")]
    [InlineData("select (c).ssn from customers c, nosuch n", "ssn?")]
    [InlineData("select (select c from customers c limit 1).ssn", "ssn?")]
    [InlineData("select ('select 1').query_to_xml", "Unknown")]
    [InlineData("select (array_agg(c))[1].ssn from customers c", "_?")]
    [InlineData("select (c).nosuch from customers c", "nosuch?")]
    [InlineData("select $1.ssn", "_?")]
    [InlineData("select (c.name).* from customers c", "Unknown")]
    [InlineData("select (nosuch).* from customers c", "Unknown")]
    [InlineData("values ((select (c).* from customers c), 1)", "column1~customers.id+customers.name+customers.ssn+customers.email+customers.city, column2")]
    [InlineData("select * from customers c, lateral (values ((c).*)) v", "Unknown")]
    public void Not_known(string sql, string outputs) => Assert.Equal(outputs, ShownOutputs.Of(sql));
}
