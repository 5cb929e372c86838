namespace WireProxy.Sql.Tests.Oracle;

/// <summary>Mutations of code in PL/pgSQL.</summary>
internal sealed class PlpgsqlMutations : IMutatedDialect
{
    private static readonly string[] Words =
    [
        "begin", "end", "if", "then", "else", "elsif", "end if", "loop", "end loop", "while", "for", "foreach", "in", "reverse", "by", "case",
        "when", "end case", "exit", "continue", "return", "return next", "return query", "raise", "raise notice", "assert", "execute", "using",
        "into", "strict", "into strict a", "perform", "open", "fetch", "move", "close", "get diagnostics", "null", "declare", "exception",
        "cursor", "constant", "not", "default", "alias", "array", "slice", "commit", "select", "insert", "delete", "update", "from", "with",
    ];

    private readonly PostgresMutations _sql = new();

    public IReadOnlyList<string> Fragments { get; } =
    [
        "DELETE FROM hidden;", "PERFORM hidden_f(1);", "a := hidden_f(a);", "b = (SELECT x FROM hidden);", "SELECT x INTO a FROM hidden;",
        "INSERT INTO hidden VALUES (1) RETURNING 1 INTO a;", "IF EXISTS (SELECT FROM hidden) THEN", "WHILE hidden_f(1) LOOP", "END LOOP;", "END IF;",
        "FOR a IN SELECT x FROM hidden LOOP", "FOR a IN 1 .. hidden_f(2) LOOP", "RETURN QUERY SELECT * FROM hidden;", "RETURN hidden_f(1);",
        "RAISE NOTICE '%', (SELECT x FROM hidden);", "BEGIN", "END;", "EXCEPTION WHEN OTHERS THEN", "CASE a WHEN hidden_f(1) THEN", "END CASE;",
        "hidden_f(1)", "(SELECT x FROM hidden)", "FROM hidden", "INTO a", "INTO STRICT a, b", "INTO", "..", ":=", "=", ";", ",", "(", ")", "'x'", "1",
        "a", "b", "$1", "[hidden_f(1)]", "CALL hidden_p(1);", "WITH q AS (DELETE FROM hidden RETURNING *) SELECT 1 INTO a FROM q;", "/* c */", "-- c\n",
        "<<l>>", "DECLARE c int := hidden_f(1); BEGIN", "EXECUTE 'SELECT 1' INTO a USING hidden_f(1);", "ASSERT hidden_f(1), 'm';", "EXIT WHEN hidden_f(1);",
    ];

    /// <summary>Codes of a function with the parameters a and b; they declare their variables, as PL/pgSQL's parser wants to know them.</summary>
    public static IReadOnlyList<string> Codes { get; } =
    [
        "DECLARE x int := f(1); y text; BEGIN x := a + g(2); y = (SELECT m FROM t); a := x; RETURN a; END",
        "DECLARE x int; y int; BEGIN SELECT m, n INTO STRICT x, y FROM t WHERE m = a; SELECT INTO x m FROM u; SELECT m FROM v INTO y WHERE n; RETURN x; END",
        "DECLARE x int; BEGIN INSERT INTO t VALUES (1) RETURNING m INTO x; UPDATE u SET m = 1 WHERE n RETURNING m INTO x; DELETE FROM v WHERE m RETURNING n INTO STRICT x; END",
        "DECLARE x int; BEGIN WITH q AS (INSERT INTO t SELECT m FROM u RETURNING m) SELECT m INTO x FROM q; MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE; END",
        "BEGIN IF a > f(1) THEN DELETE FROM t WHERE m; ELSIF EXISTS (SELECT FROM u) THEN PERFORM g(2); ELSE RETURN h(3); END IF; RETURN 1; END",
        "BEGIN CASE f(a) WHEN 1, g(2) THEN DELETE FROM t; ELSE UPDATE u SET m = 1; END CASE; CASE WHEN EXISTS (SELECT FROM v) THEN NULL; END CASE; END",
        "DECLARE i int; BEGIN <<l>> LOOP EXIT l WHEN f(1); CONTINUE WHEN EXISTS (SELECT FROM t); END LOOP l; WHILE g(2) LOOP DELETE FROM u; END LOOP; END",
        "BEGIN FOR i IN 1 .. f(10) LOOP NULL; END LOOP; FOR i IN REVERSE g(1) .. 2 BY h(3) LOOP DELETE FROM u WHERE m = i; END LOOP; END",
        "DECLARE r record; BEGIN FOR r IN SELECT * FROM t WHERE m LOOP PERFORM f(r); END LOOP; FOR a IN DELETE FROM u RETURNING m LOOP b := g(a); END LOOP; END",
        "DECLARE r record; BEGIN FOR r IN EXECUTE 'SELECT 1' || f(1) USING g(2), a LOOP NULL; END LOOP; EXECUTE h(3) INTO a USING b, k(4); END",
        "DECLARE x int[]; BEGIN FOREACH a IN ARRAY f(1) LOOP DELETE FROM t WHERE m = a; END LOOP; x[g(1)] := h(2); RETURN a; END",
        "BEGIN RAISE NOTICE 'a % b %', f(1), (SELECT m FROM t); RAISE EXCEPTION USING MESSAGE = g(2), DETAIL = (SELECT m FROM u); ASSERT h(3), 'x'; END",
        "DECLARE c CURSOR FOR SELECT * FROM t; d refcursor; BEGIN OPEN c; FETCH NEXT FROM c INTO a; MOVE FORWARD f(1) FROM c; OPEN d FOR SELECT * FROM u; CLOSE d; END",
        "DECLARE x int; BEGIN BEGIN INSERT INTO t VALUES (f(1)); EXCEPTION WHEN unique_violation OR division_by_zero THEN DELETE FROM u; GET STACKED DIAGNOSTICS b = MESSAGE_TEXT; END; END",
        "BEGIN PERFORM f(m) FROM t ORDER BY g(n); CALL p(h(1)); CREATE TABLE v (m int); TRUNCATE w; GET DIAGNOSTICS a = ROW_COUNT; COMMIT; RETURN a; END",
    ];

    public List<string> Tokens(byte[] text) => _sql.Tokens(text);

    public string Keyword(Random random) => random.Next(3) == 0 ? _sql.Keyword(random) : Words[random.Next(Words.Length)];
}
