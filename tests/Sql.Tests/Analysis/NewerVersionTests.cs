namespace WireProxy.Sql.Tests.Analysis;

/// <summary>Syntax that came after version 15, which the parser in the tests does not know.</summary>
public sealed class NewerVersionTests
{
    [Theory]
    [InlineData("MERGE INTO t USING s ON t.id = s.id WHEN NOT MATCHED BY SOURCE THEN DELETE WHEN NOT MATCHED BY TARGET AND f(s.a) THEN INSERT (a) VALUES (s.a) RETURNING merge_action(), g(t.a)",
        "Merge+Insert+Delete r:t,s w:t f:f,merge_action,g where:Missing moves")]
    [InlineData("WITH m AS (MERGE INTO t USING s ON true WHEN MATCHED AND t.a > 1 THEN DELETE RETURNING *) SELECT * FROM m",
        "Select+Delete+Merge r:t,s w:t where:Present")]
    [InlineData("UPDATE t SET a = 1 WHERE b = 2 RETURNING WITH (OLD AS o, NEW AS n) o.a, f(n.a)", "Update r:t w:t f:f where:Present")]
    [InlineData("DELETE FROM t RETURNING old.a, new.*", "Delete r:t w:t where:Missing")]
    [InlineData("SELECT * FROM JSON_TABLE((SELECT d FROM docs), '$[*]' PASSING f(1) AS x COLUMNS (n FOR ORDINALITY, a int PATH '$.a' DEFAULT g(2) ON EMPTY, NESTED PATH '$.b' COLUMNS (c text EXISTS PATH '$.c'))) AS j",
        "Select r:docs f:json_table,f,columns,g")]
    [InlineData("SELECT JSON_ARRAY(SELECT badge FROM staff), JSON_OBJECT('a' VALUE f(1) ABSENT ON NULL WITH UNIQUE KEYS RETURNING jsonb), a IS JSON OBJECT WITH UNIQUE KEYS FROM b",
        "Select r:staff,b f:json_array,json_object,f")]
    [InlineData("SELECT JSON_QUERY(a, '$' WITH CONDITIONAL WRAPPER KEEP QUOTES ON SCALAR STRING NULL ON EMPTY ERROR ON ERROR) FROM b",
        "Select r:b f:json_query")]
    [InlineData("SELECT a AT LOCAL, 0x1F, 1_000, any_value(b) FROM c", "Select r:c f:pg_catalog.timezone,any_value")]
    [InlineData("CREATE TABLE t (a int4range, b int GENERATED ALWAYS AS (f(a)) VIRTUAL, PRIMARY KEY (a, p WITHOUT OVERLAPS), FOREIGN KEY (c, PERIOD p) REFERENCES u (c, PERIOD p))",
        "Create r:u w:t f:f")]
    [InlineData("COPY t FROM STDIN WITH (FORMAT csv, ON_ERROR ignore, LOG_VERBOSITY verbose, FORCE_NULL *)", "CopyIn w:t")]
    [InlineData("VACUUM (ONLY_DATABASE_STATS)", "Maintenance")]
    [InlineData("VACUUM ONLY t", "Maintenance r:t")]
    [InlineData("GRANT MAINTAIN ON t TO alice", "Grant w:t")]
    [InlineData("EXPLAIN (ANALYZE, SERIALIZE TEXT, MEMORY) TABLE t", "Explain+Select r:t")]
    [InlineData("ALTER TABLE t ALTER COLUMN a SET EXPRESSION AS (f(b))", "Alter w:t f:f moves")]
    [InlineData("ALTER TABLE t MERGE PARTITIONS (a, b) INTO c", "Alter w:t f:partitions partial")]
    [InlineData("CREATE PROPERTY GRAPH g VERTEX TABLES (staff)", "Create partial")]
    [InlineData("REPACK t", "Other partial")]
    [InlineData("UPDATE t FOR PORTION OF p FROM 1 TO 2 SET a = 1", "Update w:t where:Missing partial")]
    public void Newer_syntax_is_read_or_partial(string sql, string expected) => Assert.Equal(expected, Shown.Of(sql));
}
