using System.Collections.Immutable;
using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Comparisons;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Comparisons;

public sealed class ComparedNamesTests
{
    [Theory]
    [InlineData("SELECT ssn FROM customers", "")]
    [InlineData("SELECT * FROM customers", "")]
    [InlineData("SELECT c.*, c.ssn AS s, \"SSN\" other FROM public.customers AS c WHERE id = 1", "id")]
    [InlineData("SELECT ssn, name FROM customers ORDER BY name DESC LIMIT 10", "name")]
    [InlineData("SELECT count(*), a * b FROM customers", "a b count")]
    [InlineData("INSERT INTO customers (id, ssn) VALUES (1, 'x')", "")]
    [InlineData("UPDATE customers SET ssn = 'x', name = 'y' WHERE id = 1", "id")]
    [InlineData("DELETE FROM customers WHERE id = 1", "id")]
    [InlineData("TRUNCATE customers", "")]
    [InlineData("SELECT a.ssn FROM customers a JOIN orders o ON o.id = a.id, items i", "a id o")]
    public void Columns_that_are_only_returned_or_stored_are_not_listed(string sql, string names)
    {
        ImmutableArray<string> found = Of(sql);
        Assert.False(found.IsDefault, "they could not be told");
        Assert.Equal(names.Split(' ', StringSplitOptions.RemoveEmptyEntries), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("SELECT id FROM customers WHERE ssn LIKE '1%'")]
    [InlineData("SELECT id FROM customers WHERE \"ssn\" = '1'")]
    [InlineData("SELECT id FROM customers c WHERE c.SSN = '1'")]
    [InlineData("SELECT id FROM customers ORDER BY ssn")]
    [InlineData("SELECT ssn FROM customers GROUP BY ssn")]
    [InlineData("SELECT ssn AS x FROM customers ORDER BY x")]
    [InlineData("SELECT DISTINCT ssn FROM customers")]
    [InlineData("SELECT ssn FROM customers UNION SELECT '123'")]
    [InlineData("SELECT id FROM customers JOIN leaked USING (ssn)")]
    [InlineData("SELECT id FROM customers a JOIN leaked b ON a.ssn = b.n")]
    [InlineData("SELECT x.s FROM (SELECT ssn AS s FROM customers) x WHERE x.s = '1'")]
    [InlineData("WITH w AS (SELECT ssn AS s FROM customers) SELECT 1 FROM w WHERE s = '1'")]
    [InlineData("SELECT count(*) FILTER (WHERE ssn = '1') FROM customers")]
    [InlineData("SELECT CASE WHEN ssn = '1' THEN 1 END FROM customers")]
    [InlineData("SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM customers WHERE ssn = '1')")]
    [InlineData("UPDATE customers SET name = 'x' WHERE ssn = '1'")]
    [InlineData("UPDATE customers SET name = ssn")]
    [InlineData("DELETE FROM customers WHERE ssn = '1'")]
    [InlineData("INSERT INTO customers (ssn) VALUES ('1') ON CONFLICT (ssn) DO NOTHING")]
    [InlineData("SELECT ssn(c) FROM customers c")]
    public void A_column_that_is_compared_is_listed(string sql)
    {
        ImmutableArray<string> found = Of(sql);
        Assert.True(found.IsDefault || found.Contains("ssn"), found.IsDefault ? "" : string.Join(' ', found));
    }

    [Theory]
    [InlineData("SELECT id FROM customers AS c (id, s) WHERE s = '1'")]
    [InlineData("SELECT id FROM customers c (id, s) WHERE s = '1'")]
    [InlineData("SELECT id FROM customers numeric (id, s) WHERE s = '1'")]
    [InlineData("SELECT id FROM customers AS values (id, s) WHERE s = '1'")]
    [InlineData("SELECT id FROM ONLY (customers) c (id, s) WHERE s = '1'")]
    [InlineData("SELECT id FROM customers * c (id, s) WHERE s = '1'")]
    [InlineData("SELECT id FROM (SELECT * FROM customers) x (id, s) WHERE s = '1'")]
    [InlineData("SELECT id FROM customers NATURAL JOIN leaked")]
    [InlineData("SELECT id, ssn FROM customers ORDER BY 2")]
    [InlineData("SELECT id, ssn FROM customers ORDER BY id, (2)")]
    [InlineData("SELECT id FROM customers c WHERE c::text LIKE '%1%'")]
    [InlineData("SELECT id FROM customers WHERE customers::text LIKE '%1%'")]
    [InlineData("SELECT id FROM customers c WHERE row_to_json(c)::text LIKE '%1%'")]
    [InlineData("SELECT id FROM customers c WHERE (c.*)::text LIKE '%1%'")]
    [InlineData("SELECT id FROM customers WHERE U&\"ss\\006E\" = '1'")]
    [InlineData("SELECT 1 FROM orders o, customers c, f(c) WHERE f = 1")]
    [InlineData("CREATE INDEX i ON customers (ssn)")]
    [InlineData("SELECT 1 FROM (TABLE customers) x (id, s) WHERE s = '1'")]
    public void Columns_under_other_names_are_not_known(string sql) => Assert.True(Of(sql).IsDefault, string.Join(' ', Of(sql).IsDefault ? [] : Of(sql)));

    private static ImmutableArray<string> Of(string sql)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        LexicalContext context = LexicalContext.PostgresDefault;
        return ComparedNames.AddTo(PostgresAnalyzer.Analyze(text, context), text, context).Statements[0].ComparedNames;
    }
}
