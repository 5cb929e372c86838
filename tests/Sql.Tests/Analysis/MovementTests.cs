namespace WireProxy.Sql.Tests.Analysis;

public sealed class MovementTests
{
    [Theory]
    [InlineData("INSERT INTO a SELECT 1")]
    [InlineData("INSERT INTO a VALUES ((SELECT b FROM c))")]
    [InlineData("INSERT INTO a VALUES (1) ON CONFLICT (b) DO UPDATE SET c = a.d")]
    [InlineData("INSERT INTO a VALUES (1) ON CONFLICT (b) DO UPDATE SET c = d")]
    [InlineData("INSERT INTO a VALUES (1) ON CONFLICT (b) DO UPDATE SET (c, d) = (excluded.c, a.e)")]
    [InlineData("UPDATE a SET b = c")]
    [InlineData("UPDATE a SET b = f(a.c)")]
    [InlineData("UPDATE a SET b = b || c WHERE d = 1")]
    [InlineData("UPDATE a SET b = to_json(a)")]
    [InlineData("UPDATE a SET b = to_json(a.*)")]
    [InlineData("UPDATE a SET b = CASE WHEN true THEN c END")]
    [InlineData("UPDATE a SET (b, c) = (c, b)")]
    [InlineData("UPDATE a SET b = 1, c = (VALUES (1))")]
    [InlineData("UPDATE a SET b = 1 FROM c")]
    [InlineData("UPDATE a SET b = \"default\"")]
    [InlineData("PREPARE p AS INSERT INTO a TABLE b")]
    [InlineData("WITH x AS (INSERT INTO a SELECT * FROM b RETURNING 1) SELECT 1")]
    public void Values_that_end_up_under_another_name_are_movement(string sql) =>
        Assert.Contains(" moves", Shown.Of(sql), StringComparison.Ordinal);

    [Theory]
    [InlineData("INSERT INTO a VALUES (1, DEFAULT, now(), date '2020-01-01', $1, 'x'::text, -1, NULL, ARRAY[1])")]
    [InlineData("INSERT INTO a (b) VALUES (1) RETURNING b, c")]
    [InlineData("INSERT INTO a VALUES (1) ON CONFLICT (b) DO UPDATE SET c = excluded.c, d = upper(excluded.e), f = f + excluded.f")]
    [InlineData("UPDATE a SET b = b WHERE c = d")]
    [InlineData("UPDATE a SET b = b + 1, c = f(a.c), d = CASE WHEN d IS NULL THEN 1 ELSE d END")]
    [InlineData("UPDATE a SET b = 'x', c = DEFAULT, d = NULL, e = $1, f = now() - interval '1 day', (g, h) = (1, 'y')")]
    [InlineData("UPDATE a SET b = 1 WHERE c IN (SELECT d FROM e) RETURNING f")]
    [InlineData("DELETE FROM a USING b WHERE a.c = b.c RETURNING *")]
    [InlineData("COPY a FROM '/x'")]
    [InlineData("COPY a TO STDOUT")]
    [InlineData("CREATE TABLE a (b int)")]
    public void Values_that_stay_or_come_from_the_client_are_none(string sql) =>
        Assert.DoesNotContain(" moves", Shown.Of(sql), StringComparison.Ordinal);
}
