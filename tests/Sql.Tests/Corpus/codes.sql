-- Code in literals: bodies of routines and DO. One statement per line, its summary behind an arrow in the line below.
-- LANGUAGE sql
CREATE FUNCTION f(int, b text) RETURNS SETOF orders LANGUAGE sql AS 'SELECT * FROM orders WHERE id = $1 AND item = b; DELETE FROM log'
--> Create+Select+Delete r:orders w:log where:Missing moves
CREATE FUNCTION f() RETURNS int AS $x$ WITH q AS (SELECT badge FROM staff) SELECT count(*) FROM q $x$ LANGUAGE sql
--> Create+Select r:staff f:count moves
CREATE FUNCTION f() RETURNS void LANGUAGE "sql" AS E'UPDATE orders\nSET item = \'x\'; INSERT INTO "t" TABLE staff;'
--> Create+Select+Insert+Update r:staff w:orders,t where:Missing moves
CREATE FUNCTION f() RETURNS void LANGUAGE 'sql' AS U&'DELETE FROM \0073taff'
--> Create+Delete w:staff where:Missing moves
CREATE FUNCTION f() RETURNS void LANGUAGE sql AS U&'DELETE FROM !0073taff' UESCAPE '!'
--> Create+Delete w:staff where:Missing moves
CREATE FUNCTION f() RETURNS void LANGUAGE sql AS E'\x44ELETE FROM \163taff; SELECT g(\u0061)'
--> Create+Select+Delete w:staff f:g where:Missing moves
CREATE FUNCTION f() RETURNS void LANGUAGE sql AS ''
--> Create moves
CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'not sql at all'
--> Create+Other moves partial
CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT '\'; DELETE FROM staff; --' $$
--> Create+Select+Delete w:staff where:Missing moves
CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT regexp_replace(a, '\d+\s', E'\\') FROM t $$
--> Create+Select r:t f:regexp_replace moves
CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $a$ CREATE FUNCTION g() RETURNS void LANGUAGE sql AS $b$ CREATE FUNCTION h() RETURNS int LANGUAGE sql AS 'SELECT k(1) FROM staff' $b$ $a$
--> Create+Select r:staff f:k moves
CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'CREATE FUNCTION g() RETURNS void LANGUAGE sql AS ''DELETE FROM staff WHERE a = ''''x'''''''
--> Create+Delete r:staff w:staff where:Present moves
CREATE FUNCTION f() RETURNS void SET standard_conforming_strings = off LANGUAGE sql AS 'SELECT 1'
--> Create+Select moves partial
CREATE FUNCTION f() RETURNS xml LANGUAGE sql AS $$ SELECT query_to_xml('SELECT 1', true, true, '') $$
--> Create+Select f:query_to_xml moves partial
CREATE PROCEDURE p() LANGUAGE sql AS $$ TRUNCATE orders; GRANT SELECT ON orders TO alice; CALL q(1) $$
--> Create+Truncate+Grant+Call w:orders f:q moves
-- other languages
CREATE FUNCTION f(text) RETURNS text AS '$libdir/lib', 'symbol' LANGUAGE C STRICT
--> Create moves
CREATE FUNCTION f(text) RETURNS text AS 'pg_read_file_all' LANGUAGE internal
--> Create f:pg_catalog.pg_read_file_all moves
CREATE FUNCTION f(text) RETURNS text AS 'textlen' LANGUAGE internal
--> Create f:pg_catalog.textlen moves
CREATE FUNCTION f() RETURNS int LANGUAGE plperl AS 'return 1'
--> Create moves partial
CREATE FUNCTION f() RETURNS int LANGUAGE 'SQL' AS 'SELECT 1'
--> Create moves partial
CREATE FUNCTION f() RETURNS int AS 'SELECT 1'
--> Create moves partial
-- DO
DO LANGUAGE plpgsql $$ BEGIN DELETE FROM orders; END $$
--> Do+Delete w:orders where:Missing moves
DO $$ BEGIN DELETE FROM orders WHERE id = 1; END $$ LANGUAGE plpgsql
--> Do+Delete r:orders w:orders where:Present moves
DO LANGUAGE plpython3u 'pass'
--> Do moves partial
DO E'BEGIN EXECUTE \'\x44ELETE FROM orders\'; END'
--> Do+Delete w:orders where:Missing moves
-- blocks
DO $$ <<outer>> DECLARE a int; BEGIN <<inner>> DECLARE b int := outer.a; BEGIN NULL; END inner; END outer $$
--> Do moves
DO $$ #variable_conflict use_column BEGIN PERFORM f(); END $$
--> Do+Select f:f moves
DO '#print_strict_params on #variable_conflict error BEGIN END;'
--> Do moves
DO $$ BEGIN BEGIN INSERT INTO t VALUES (1); EXCEPTION WHEN unique_violation OR SQLSTATE '22012' THEN DELETE FROM u; WHEN OTHERS THEN PERFORM f(); END; END $$
--> Do+Select+Insert+Delete w:t,u f:f where:Missing moves
-- declarations
DO $$ DECLARE a CONSTANT numeric(10, 2) NOT NULL DEFAULT f(1); b text COLLATE "C" = (SELECT x FROM staff); c staff.badge%TYPE; d staff%ROWTYPE; e int[][3]; g timestamp(3) with time zone; DECLARE h alias FOR $1; i ALIAS FOR outer.a; BEGIN END $$
--> Do+Select r:staff f:f moves
DO $$ DECLARE c CURSOR FOR SELECT * FROM staff; d NO SCROLL CURSOR (k int, l numeric(3, 1)) IS DELETE FROM t WHERE a = k RETURNING *; e refcursor; BEGIN END $$
--> Do+Select+Delete r:staff,t w:t where:Present moves
-- assignment
DO $$ DECLARE a int; BEGIN a := f(1); a = (SELECT max(b) FROM t); r.x := 1; r.x.y[g(2)].z := count(*) FROM u WHERE v; select := 1; END $$
--> Do+Select r:t,u f:f,max,g,count moves
-- PERFORM, CALL, DO
DO $$ BEGIN PERFORM f(a) FROM t ORDER BY g(b) LIMIT 1; PERFORM DISTINCT ON (h(c)) d FROM u; CALL p(k(1)); DO 'BEGIN TRUNCATE v; END'; END $$
--> Do+Select+Truncate+Call r:t,u w:v f:f,g,h,p,k moves
-- SQL with INTO
DO $$ DECLARE a int; b int; BEGIN SELECT x, y INTO STRICT a, b FROM t; SELECT INTO a x FROM u; SELECT x FROM v INTO a WHERE z; INSERT INTO w VALUES (1) RETURNING q INTO r.a, b; UPDATE x SET y = 1 WHERE z RETURNING y INTO a; DELETE FROM y WHERE z RETURNING q INTO STRICT a; WITH s AS (INSERT INTO zz SELECT 1 RETURNING k) SELECT k INTO a FROM s; END $$
--> Do+Select+Insert+Update+Delete r:t,u,v,x,y w:w,x,y,zz where:Present moves
DO $$ BEGIN CREATE TABLE a (b int); ALTER TABLE a ADD c int; DROP TABLE d; TRUNCATE e; LOCK TABLE g; GRANT SELECT ON h TO alice; COPY i TO '/tmp/x'; ANALYZE j; SET work_mem = 1; MERGE INTO k USING l ON true WHEN MATCHED THEN DELETE; CREATE TABLE m AS SELECT * FROM n; NOTIFY o; EXPLAIN SELECT * FROM p; END $$
--> Do+Select+Delete+Merge+Truncate+Create+Alter+Drop+Grant+CopyFile+Set+Lock+Explain+Maintenance+Other r:g,i,j,k,l,n,p w:a,d,e,h,k,m where:Missing moves
DO $$ BEGIN SELECT a INTO b INTO c FROM t; END $$
--> Do+Select r:b,c,t w:b,c,t moves partial
DO $$ BEGIN SELECT a INTO 1 FROM t; END $$
--> Do+Select r:t w:t moves partial
DO $$ BEGIN CREATE RULE r AS ON DELETE TO t DO (DELETE FROM u; DELETE FROM v); END $$
--> Do+Delete+Create r:u,v w:u,v where:Missing moves partial
-- IF and CASE
DO $$ BEGIN IF a > f(1) THEN DELETE FROM t WHERE b; ELSIF EXISTS (SELECT FROM u) THEN NULL; ELSEIF g() THEN NULL; ELSE PERFORM h(); END IF; END $$
--> Do+Select+Delete r:t,u w:t f:f,g,h where:Present moves
DO $$ BEGIN CASE f(a) WHEN 1, g(2) THEN DELETE FROM t; WHEN (CASE WHEN b THEN 1 END) THEN NULL; ELSE UPDATE u SET a = 1; END CASE; CASE WHEN EXISTS (SELECT FROM v) THEN NULL; END CASE; END $$
--> Do+Select+Update+Delete r:v w:t,u f:f,g where:Missing moves
-- loops
DO $$ BEGIN LOOP EXIT; EXIT WHEN f(1); CONTINUE outer WHEN EXISTS (SELECT FROM t); EXIT done; END LOOP; <<l>> WHILE g() < 3 LOOP DELETE FROM u; END LOOP l; END $$
--> Do+Select+Delete r:t w:u f:f,g where:Missing moves
DO $$ BEGIN FOR i IN 1..10 LOOP NULL; END LOOP; FOR i IN REVERSE f(1) .. (SELECT max(a) FROM t) BY g(2) LOOP DELETE FROM u; END LOOP; END $$
--> Do+Select+Delete r:t w:u f:f,max,g where:Missing moves
DO $$ BEGIN FOR r IN SELECT * FROM t LOOP NULL; END LOOP; FOR a, r.b IN DELETE FROM u RETURNING c, d LOOP NULL; END LOOP; FOR r IN (SELECT 1 FROM v) LOOP NULL; END LOOP; FOR r IN EXPLAIN (COSTS off) SELECT f() FROM w LOOP NULL; END LOOP; END $$
--> Do+Select+Delete+Explain r:t,u,v,w w:u f:f where:Missing moves
DO $$ DECLARE c CURSOR (k int) FOR SELECT * FROM t WHERE a = k; BEGIN FOR r IN c(f(1)) LOOP NULL; END LOOP; FOR r IN c (k := g(2)) LOOP NULL; END LOOP; FOR r IN outer.c LOOP NULL; END LOOP; END $$
--> Do+Select r:t f:f,g moves
DO $$ BEGIN FOR r IN EXECUTE 'SELECT * FROM t' LOOP NULL; END LOOP; FOR r IN EXECUTE 'DELETE FROM u WHERE a = $1 RETURNING *' USING f(1), b LOOP NULL; END LOOP; END $$
--> Do+Select+Delete r:t,u w:u f:f where:Present moves
DO $$ BEGIN FOREACH a IN ARRAY f(1) LOOP DELETE FROM t; END LOOP; FOREACH a, b SLICE 1 IN ARRAY ARRAY[g(2)] LOOP NULL; END LOOP; END $$
--> Do+Delete w:t f:f,g where:Missing moves
-- RETURN
CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN; RETURN f(1) + (SELECT max(a) FROM t); RETURN NEXT; RETURN NEXT g(2); RETURN next; END $$
--> Create+Select r:t f:f,max,g moves
CREATE FUNCTION f() RETURNS SETOF t LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY SELECT * FROM t; RETURN QUERY DELETE FROM u RETURNING *; RETURN QUERY EXECUTE 'SELECT * FROM v WHERE a = $1' USING g(1); RETURN QUERY VALUES (h(2)); END $$
--> Create+Select+Delete r:t,u,v w:u f:g,h where:Missing moves
-- RAISE and ASSERT
DO $$ BEGIN RAISE; RAISE NOTICE 'a % b %', f(1), (SELECT x FROM t); RAISE EXCEPTION USING MESSAGE = g(2), DETAIL := (SELECT x FROM u); RAISE division_by_zero; RAISE SQLSTATE '22012' USING HINT = 'x'; RAISE WARNING 'x' USING ERRCODE = 'unique_violation'; ASSERT h(3) > 1, 'msg' || k(4); ASSERT true; END $$
--> Do+Select r:t,u f:f,g,h,k moves
-- dynamic
DO $$ BEGIN EXECUTE 'DROP TABLE t'; EXECUTE $q$DELETE FROM u; UPDATE v SET a = 1$q$; EXECUTE 'SELECT a FROM w WHERE b = $1' INTO STRICT x, y USING f(1); EXECUTE E'TABLE \x73taff' USING z INTO x; END $$
--> Do+Select+Update+Delete+Drop r:w,staff w:t,u,v f:f where:Missing moves
DO $$ BEGIN EXECUTE 'DROP TABLE ' || quote_ident(t); END $$
--> Do f:quote_ident moves partial
DO $$ BEGIN EXECUTE format('DELETE FROM %I', (SELECT x FROM staff)) USING g(1); END $$
--> Do+Select r:staff f:format,g moves partial
DO $$ BEGIN OPEN c FOR EXECUTE 'SELECT 1 FROM ' || t; FOR r IN EXECUTE q LOOP NULL; END LOOP; RETURN QUERY EXECUTE q; END $$
--> Do moves partial
-- cursors
DO $$ BEGIN OPEN a; OPEN b(f(1), k := 2); OPEN c FOR SELECT * FROM t; OPEN d NO SCROLL FOR WITH q AS (SELECT 1) SELECT * FROM u; OPEN e FOR EXECUTE 'SELECT * FROM v' USING g(1); FETCH a INTO x; FETCH NEXT FROM outer.b INTO STRICT x, y; FETCH RELATIVE -h(2) IN c INTO x; MOVE LAST FROM d; MOVE FORWARD 2 FROM d; CLOSE a; END $$
--> Do+Select r:t,u,v f:f,g,h moves
-- diagnostics, transactions
DO $$ BEGIN GET DIAGNOSTICS a = ROW_COUNT, r.b := PG_CONTEXT; GET STACKED DIAGNOSTICS c = MESSAGE_TEXT; GET CURRENT DIAGNOSTICS d = PG_ROUTINE_OID; COMMIT; COMMIT AND CHAIN; ROLLBACK AND NO CHAIN; END $$
--> Do+Transaction moves
-- not to be read
DO $$ BEGIN DELETE FROM t $$
--> Do+Delete r:t w:t where:Missing moves partial
DO $$ DELETE FROM t; $$
--> Do+Delete r:t w:t where:Missing moves partial
DO $$ BEGIN ; DELETE FROM t; END $$
--> Do+Delete r:t w:t where:Missing moves partial
DO $$ BEGIN IF a THEN DELETE FROM t; END; DELETE FROM u; END $$
--> Do+Delete r:u w:t,u where:Missing moves partial
DO $$ BEGIN END; DELETE FROM t $$
--> Do+Delete r:t w:t where:Missing moves partial
DO $$ BEGIN NULL 'x; DELETE FROM t; END $$
--> Do moves partial
