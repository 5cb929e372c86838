-- One statement per line, its summary behind an arrow in the line below, headings behind two dashes.
-- Kind+nested kinds, r: relations read, w: relations written, f: functions, where:, moves (stores what it reads), partial.
-- SELECT
SELECT 1
--> Select
SELECT
--> Select
SELECT FROM orders
--> Select r:orders
SELECT * FROM orders
--> Select r:orders
SELECT o.* FROM orders AS o
--> Select r:orders
SELECT id, item AS "from" FROM public.orders WHERE id = 3
--> Select r:public.orders
SELECT id AS from, item AS select FROM orders
--> Select r:orders
SELECT a.select, a.from, a.where FROM odd AS a
--> Select r:odd
SELECT orders.id FROM shop.public.orders
--> Select r:public.orders
SELECT DISTINCT item FROM orders
--> Select r:orders
SELECT DISTINCT ON (customer_id) lower(item), id FROM orders ORDER BY customer_id, id DESC NULLS LAST
--> Select r:orders f:lower
SELECT ALL id FROM orders LIMIT 5 OFFSET 2
--> Select r:orders
SELECT id FROM orders FETCH FIRST 3 ROWS ONLY
--> Select r:orders
SELECT id FROM orders ORDER BY id FETCH FIRST 3 ROWS WITH TIES
--> Select r:orders
SELECT id FROM orders FETCH FIRST (SELECT max(n) FROM limits) ROWS ONLY
--> Select r:orders,limits f:max
SELECT id FROM orders FOR UPDATE
--> Select r:orders
SELECT o.id FROM orders o, customers c FOR NO KEY UPDATE OF o SKIP LOCKED
--> Select r:orders,customers
SELECT id FROM ONLY orders
--> Select r:orders
SELECT id FROM ONLY (orders)
--> Select r:orders
SELECT id FROM orders *
--> Select r:orders
SELECT badge FROM staff*
--> Select r:staff
SELECT badge FROM staff TABLESAMPLE SYSTEM (100) REPEATABLE (7)
--> Select r:staff
SELECT badge FROM staff AS s TABLESAMPLE bernoulli (f(1))
--> Select r:staff f:f
SELECT s.b FROM staff AS s(a, b, c)
--> Select r:staff
SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id
--> Select r:orders,customers
SELECT * FROM orders o LEFT OUTER JOIN customers c USING (id) AS j WHERE j.id > 1
--> Select r:orders,customers
SELECT * FROM orders NATURAL FULL JOIN customers CROSS JOIN staff
--> Select r:orders,customers,staff
SELECT * FROM (orders o JOIN customers c ON true) INNER JOIN staff s ON s.id = left(c.name, 2)::int
--> Select r:orders,customers,staff f:left
SELECT * FROM ((a JOIN b ON a.x = b.x) JOIN (c CROSS JOIN d) ON true) AS j
--> Select r:a,b,c,d
SELECT * FROM a JOIN b JOIN c ON b.x = c.x ON a.x = b.x
--> Select r:a,b,c
SELECT * FROM a LEFT JOIN (SELECT * FROM staff) s ON right(s.badge, 1) = a.x RIGHT JOIN b ON true
--> Select r:a,staff,b f:right
SELECT * FROM a JOIN b ON a.join = b.left
--> Select r:a,b
SELECT * FROM a, LATERAL (SELECT * FROM b WHERE b.x = a.x) l
--> Select r:a,b
SELECT * FROM a, LATERAL f(a.x) WITH ORDINALITY AS t(v, n)
--> Select r:a f:f
SELECT * FROM generate_series(1, 10) AS g
--> Select f:generate_series
SELECT * FROM pg_catalog.generate_series(1, (SELECT count(*) FROM orders)) g(n)
--> Select r:orders f:pg_catalog.generate_series,count
SELECT * FROM json_to_recordset('[]') AS x(a int, b numeric(10, 2), c varchar(3))
--> Select f:json_to_recordset
SELECT * FROM ROWS FROM (generate_series(1, 2), f('x') AS (a int, b text)) WITH ORDINALITY
--> Select f:generate_series,f
SELECT * FROM current_date, current_user AS u, coalesce(1, 2) c, cast(1 AS int) d
--> Select
SELECT * FROM XMLTABLE('/r' PASSING (SELECT x FROM docs) COLUMNS a int PATH '@a' DEFAULT f(1), n FOR ORDINALITY) t
--> Select r:docs f:f
SELECT * FROM (VALUES (1, 'a'), (2, (SELECT badge FROM staff))) AS v(a, b)
--> Select r:staff
SELECT * FROM (TABLE staff) t
--> Select r:staff
SELECT * FROM ((SELECT 1 FROM a) UNION (SELECT 2 FROM b)) u
--> Select r:a,b
SELECT (SELECT badge FROM staff LIMIT 1), 2 FROM orders
--> Select r:staff,orders
SELECT (((SELECT badge FROM staff)))
--> Select r:staff
((((SELECT badge FROM staff WHERE id = 17))))
--> Select r:staff
(SELECT 1 FROM a) UNION ALL (SELECT 2 FROM b ORDER BY 1) ORDER BY 1 LIMIT 3
--> Select r:a,b
SELECT 1 FROM a UNION SELECT 2 FROM b EXCEPT ALL SELECT 3 FROM c INTERSECT TABLE d
--> Select r:a,b,c,d
VALUES (1), ((SELECT max(badge) FROM staff))
--> Select r:staff f:max
TABLE orders
--> Select r:orders
TABLE ONLY orders
--> Select r:orders
SELECT EXISTS (SELECT 1 FROM staff), ARRAY(SELECT id FROM orders), 1 IN (SELECT id FROM a), 1 = ANY (SELECT id FROM b)
--> Select r:staff,orders,a,b
SELECT id FROM orders WHERE (id, item) IN (SELECT id, item FROM staff) AND NOT EXISTS (TABLE b)
--> Select r:orders,staff,b
SELECT id FROM orders ORDER BY (SELECT badge FROM staff LIMIT 1)
--> Select r:orders,staff
SELECT count(*), sum(qty) FILTER (WHERE qty > (SELECT 1 FROM lims)) FROM orders GROUP BY item HAVING max(qty) > 1
--> Select r:lims,orders f:count,sum,max
SELECT rank() OVER w, sum(x) OVER (PARTITION BY a ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES) FROM t WINDOW w AS (ORDER BY f(a))
--> Select r:t f:rank,sum,f
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY qty) FROM orders
--> Select r:orders f:percentile_cont
SELECT string_agg(DISTINCT item, ',' ORDER BY item) FROM orders
--> Select r:orders f:string_agg
SELECT a, b FROM t GROUP BY GROUPING SETS ((a), (b), ROLLUP (a, b), CUBE (a, (b))), f(a)
--> Select r:t f:rollup,cube,f
SELECT a, grouping(a) FROM t GROUP BY DISTINCT ROLLUP (a)
--> Select r:t
SELECT extract(year FROM d), date_part('year', d) FROM t
--> Select r:t f:pg_catalog.extract,date_part
SELECT substring(s FROM 2 FOR 3), substring(s, 1), substring(s FOR 2), substring((SELECT s FROM u) FROM '#"%#"' FOR '#') FROM t
--> Select r:u,t f:pg_catalog.substring,substring
SELECT trim(both 'x' FROM s), trim(leading FROM s), trim(trailing s), trim(s) FROM t
--> Select r:t f:pg_catalog.btrim,pg_catalog.ltrim,pg_catalog.rtrim
SELECT overlay(s placing 'x' FROM 1 for 2), position('a' in s), normalize(s, NFC) FROM t
--> Select r:t f:pg_catalog.overlay,overlay,pg_catalog.position,pg_catalog.normalize
SELECT a IS DISTINCT FROM b, a IS NOT DISTINCT FROM (SELECT x FROM s), a IS NULL, a ISNULL, a NOTNULL FROM t
--> Select r:s,t
SELECT t.is distinct FROM staff t
--> Select r:staff
SELECT a AS is FROM staff
--> Select r:staff
SELECT a is, b FROM staff
--> Select r:staff
SELECT 1 distinct FROM staff
--> Select r:staff
SELECT a LIKE 'x' ESCAPE '!', a NOT ILIKE (b), a SIMILAR TO 'x', a ~ 'x', a BETWEEN SYMMETRIC 1 AND f(2) FROM t
--> Select r:t f:pg_catalog.like_escape,pg_catalog.similar_to_escape,f
SELECT (a, b) OVERLAPS (c, d), x IS NORMALIZED, x IS NOT NFC NORMALIZED, collation for (x) FROM t
--> Select r:t f:pg_catalog.overlaps,pg_catalog.is_normalized,pg_catalog.pg_collation_for
SELECT a AT TIME ZONE 'utc', now()::timestamp(3) with time zone, timestamp with time zone '2020-01-01' FROM t
--> Select r:t f:pg_catalog.timezone,now
SELECT interval '1' day, interval(3) '1 s', interval '1 2' day to second(2), date '2020-01-01', time '1:00', bit '101' FROM t
--> Select r:t
SELECT x::numeric(10, 2), CAST(y AS character varying(10)), z::double precision[], w::myschema.mytype(3) FROM t
--> Select r:t
SELECT CASE WHEN a THEN (SELECT 1 FROM b) ELSE f(c) END FROM t
--> Select r:b,t f:f
SELECT CASE a WHEN 1 THEN 'x' END AS case FROM t
--> Select r:t
SELECT coalesce(a, f(b)), nullif(a, b), greatest(1, g(2)), least(1), xmlforest(a AS b, c), xmlelement(name foo, xmlattributes(x AS y), h(z)) FROM t
--> Select r:t f:f,g,h
SELECT xmlparse(document f(x)), xmlserialize(content y AS text), xmlpi(name php, 'x'), xmlexists('/a' passing by ref d), xmlroot(d, version '1.0') FROM t
--> Select r:t f:f,pg_catalog.xmlexists
SELECT row(1, 2), (1, 2), (array[f(1)])[2:3], (t).a, (f(x)).b, $1, ($1).c, t.*, (t).* FROM t
--> Select r:t f:f,a,b,c
SELECT a OPERATOR(pg_catalog.+) b, -a, a - -1, a*-1, a ->> 'x', a #>> '{a}', a @> b FROM t
--> Select r:t
SELECT f(a => 1, b := 2), f(VARIADIC array[1]), f(*), f(DISTINCT a), f() FROM t
--> Select r:t f:f
SELECT "pg_sleep"(1), U&"pg\005fsleep"(1), pg_catalog . pg_sleep ( 1 ), PG_SLEEP(1)
--> Select f:pg_sleep,pg_catalog.pg_sleep
SELECT u&"!0073taff".a FROM U&"\0073taff", U&"!0073!0074" UESCAPE '!'
--> Select r:staff,st
SELECT 'it''s; DELETE FROM x' , E'\'; DELETE FROM x', $$;$$, $a$ $$ $a$, N'x', B'01', X'ff', U&'\0027'
--> Select
SELECT left('abc', 2), right('abc', 1), like('a', 'b'), overlaps(a, b, c, d) FROM t
--> Select r:t f:left,right,like,overlaps
SELECT value, name, type, text, key, zone, at FROM t WHERE by = over AND filter > within
--> Select r:t
SELECT current_schema, current_schema(), user, session_user, current_timestamp(3), localtime
--> Select f:current_schema
SELECT 1 AS a INTO backup FROM orders
--> Create+Select r:orders w:backup moves
SELECT id INTO TEMP TABLE backup2 FROM orders WHERE id = 2
--> Create+Select r:orders w:backup2 moves
SELECT 1 INTO temp
--> Create+Select w:temp moves
SELECT a FROM t WHERE a = 'x'::regclass AND b IN (1, 2, f(3)) AND c = ALL (ARRAY[1])
--> Select r:t f:f
SELECT count(*) FROM orders WHERE item = 'staff'
--> Select r:orders f:count
SELECT pg_typeof(c), c.row_to_json, (c).to_json FROM customers c
--> Select r:customers f:pg_typeof,row_to_json,to_json
SELECT like_escape('a', 'b'), timezone('utc', now())
--> Select f:like_escape,timezone,now
SELECT json_object('{a,1}'), json_array_elements('[]'), jsonb_path_query(a, '$.b') FROM t
--> Select r:t f:json_object,json_array_elements,jsonb_path_query
-- WITH
WITH a AS (SELECT * FROM staff) SELECT * FROM a
--> Select r:staff
WITH a AS (SELECT 1), b AS (SELECT * FROM a), c AS MATERIALIZED (TABLE orders) SELECT * FROM b JOIN c ON true
--> Select r:orders
WITH a(x) AS NOT MATERIALIZED (SELECT id FROM orders) SELECT * FROM a, public.a
--> Select r:orders,public.a
WITH staff AS (SELECT * FROM staff) SELECT * FROM staff
--> Select r:staff
WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 9) SELECT * FROM t
--> Select
WITH RECURSIVE a AS (SELECT * FROM b), b AS (SELECT 1) SELECT * FROM a
--> Select r:b
WITH RECURSIVE g AS (SELECT * FROM edges UNION ALL SELECT e.* FROM edges e, g) SEARCH DEPTH FIRST BY a, b SET o CYCLE a SET c TO 'y' DEFAULT 'n' USING p SELECT * FROM g
--> Select r:edges
WITH recursive AS (SELECT 1) SELECT * FROM recursive
--> Select
SELECT * FROM (WITH staff AS (SELECT 1 AS x) SELECT x FROM staff) a, staff
--> Select r:staff
WITH d AS (DELETE FROM orders WHERE id = 6 RETURNING id) SELECT id FROM d
--> Select+Delete r:orders w:orders where:Present
WITH d AS (DELETE FROM orders RETURNING *), i AS (INSERT INTO archive SELECT * FROM d RETURNING 1) SELECT count(*) FROM i
--> Select+Insert+Delete r:orders w:orders,archive f:count where:Missing moves
WITH u AS (UPDATE orders SET qty = 1 RETURNING id) SELECT id FROM u WHERE id = 3
--> Select+Update r:orders w:orders where:Missing
WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a
--> Insert+Select w:t moves
WITH a AS (SELECT 1) UPDATE t SET x = (SELECT * FROM a) WHERE y = 2
--> Update+Select r:t w:t where:Present moves
WITH a AS (SELECT 1) DELETE FROM t USING a WHERE true
--> Delete+Select r:t w:t where:Present
WITH t AS (SELECT 1) DELETE FROM t WHERE x = 1
--> Delete+Select r:t w:t where:Present
-- INSERT
INSERT INTO orders VALUES (1, 'x'), (2, DEFAULT)
--> Insert w:orders
INSERT INTO orders (id, item) VALUES (1, (SELECT badge FROM staff))
--> Insert+Select r:staff w:orders moves
INSERT INTO orders DEFAULT VALUES
--> Insert w:orders
INSERT INTO orders AS o (id) OVERRIDING SYSTEM VALUE VALUES (nextval('s')) RETURNING o.id, f(o.item)
--> Insert w:orders f:nextval,f
INSERT INTO archive SELECT * FROM orders
--> Insert+Select r:orders w:archive moves
INSERT INTO archive (SELECT * FROM orders) RETURNING id
--> Insert+Select r:orders w:archive moves
INSERT INTO archive ((SELECT a FROM x) UNION SELECT b FROM y)
--> Insert+Select r:x,y w:archive moves
INSERT INTO archive (a, b) TABLE orders
--> Insert+Select r:orders w:archive moves
INSERT INTO archive WITH q AS (SELECT 1) SELECT * FROM q
--> Insert+Select w:archive moves
INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING
--> Insert w:t
INSERT INTO t (a, b) VALUES (1, 2) ON CONFLICT (a) DO UPDATE SET b = excluded.b
--> Insert+Update r:t w:t
INSERT INTO t VALUES (1) ON CONFLICT (lower(a)) WHERE p(b) DO UPDATE SET (b, c) = (SELECT x, y FROM z), d = f(t.e) WHERE t.b > g(1) RETURNING *
--> Insert+Select+Update r:t,z w:t f:lower,p,f,g moves
INSERT INTO t SELECT * FROM a JOIN b ON a.x = b.x ON CONFLICT ON CONSTRAINT t_pkey DO UPDATE SET a = 1
--> Insert+Select+Update r:a,b,t w:t moves
INSERT INTO t (a[1], b.c) VALUES (1, 2)
--> Insert w:t
-- UPDATE, DELETE, MERGE
UPDATE orders SET qty = 0
--> Update w:orders where:Missing
UPDATE orders SET qty = qty + 1 WHERE id = 1
--> Update r:orders w:orders where:Present
UPDATE orders * AS o SET qty = DEFAULT, item = lower(o.item) WHERE o.id = 1 RETURNING *
--> Update r:orders w:orders f:lower where:Present
UPDATE orders o SET (qty, item) = (1, f('x')), arr[2] = 3, comp.field = 4 WHERE CURRENT OF c
--> Update r:orders w:orders f:f where:Present
UPDATE orders SET qty = (SELECT 9 WHERE true)
--> Update+Select w:orders where:Missing moves
UPDATE orders SET qty = 7 FROM (SELECT 1 AS x WHERE true) w
--> Update+Select r:orders w:orders where:Missing moves
UPDATE orders SET qty = s.x FROM staff s JOIN b ON s.id = b.id WHERE orders.id = s.id
--> Update r:staff,b,orders w:orders where:Present moves
UPDATE set SET set = 1 WHERE set.set = 2
--> Update r:set w:set where:Present
DELETE FROM orders
--> Delete w:orders where:Missing
DELETE FROM public.orders WHERE id = 5
--> Delete r:public.orders w:public.orders where:Present
DELETE FROM orders * o WHERE o.id IN (SELECT id FROM staff)
--> Delete+Select r:staff,orders w:orders where:Present
DELETE FROM orders o USING staff s, b WHERE o.id = s.id RETURNING o.*
--> Delete r:staff,b,orders w:orders where:Present
DELETE FROM orders RETURNING 'WHERE id = 1'
--> Delete r:orders w:orders where:Missing
DELETE FROM shop.public.orders
--> Delete w:public.orders where:Missing
DELETE FROM U&"\006frders"
--> Delete w:orders where:Missing
MERGE INTO orders o USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE
--> Merge+Select+Delete r:orders w:orders where:Missing
MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.x > CASE WHEN true THEN 1 END THEN UPDATE SET a = s.a, b = f(s.b) WHEN NOT MATCHED THEN INSERT (a, b) VALUES (s.a, g(s.b)) WHEN MATCHED THEN DO NOTHING
--> Merge+Insert+Update r:t,s w:t f:f,g where:Present moves
WITH q AS (SELECT 1) MERGE INTO ONLY t AS x USING a JOIN b ON a.i = b.i ON x.i = a.i WHEN NOT MATCHED THEN INSERT DEFAULT VALUES
--> Merge+Select+Insert r:t,a,b w:t moves
-- COPY
COPY orders FROM STDIN
--> CopyIn w:orders
COPY orders (id, item) FROM STDIN WITH (FORMAT csv, HEADER, FORCE_NULL (item)) WHERE f(id) > 1
--> CopyIn w:orders f:f
COPY public.orders TO STDOUT
--> CopyOut r:public.orders
COPY orders TO '/tmp/x' CSV HEADER
--> CopyFile r:orders moves
COPY orders FROM '/tmp/x'
--> CopyFile w:orders
COPY orders FROM PROGRAM 'cat'
--> CopyProgram w:orders
COPY (SELECT 1) TO PROGRAM E'cat > x' CSV
--> CopyProgram+Select moves
COPY (SELECT ssn FROM customers) TO STDOUT WITH (FORMAT binary)
--> CopyOut+Select r:customers
COPY (DELETE FROM orders RETURNING id) TO STDOUT
--> CopyOut+Delete r:orders w:orders where:Missing
COPY (INSERT INTO t SELECT * FROM u RETURNING 1) TO '/tmp/y'
--> CopyFile+Select+Insert r:u w:t moves
COPY (WITH a AS (SELECT 1) TABLE a) TO STDOUT DELIMITER '|' FORCE QUOTE *
--> CopyOut+Select
COPY BINARY orders FROM STDIN
--> CopyIn w:orders
copy scratch(v)from/**/program/**/E'echo \x78'
--> CopyProgram w:scratch
-- CREATE TABLE and kin
CREATE TABLE t (a int PRIMARY KEY, b text NOT NULL DEFAULT f('x') REFERENCES public.other (id) ON DELETE CASCADE, c numeric(10, 2) CHECK (c > g(1)), CONSTRAINT k UNIQUE (a, b), FOREIGN KEY (a, b) REFERENCES third (x, y))
--> Create r:public.other,third w:t f:f,g
CREATE TEMP TABLE IF NOT EXISTS pg_temp.t (LIKE source INCLUDING ALL, d int GENERATED ALWAYS AS (h(a)) STORED, e int GENERATED BY DEFAULT AS IDENTITY (START WITH 10)) INHERITS (parent, public.parent2) WITH (fillfactor = 70) ON COMMIT DROP TABLESPACE ts
--> Create r:source,parent,public.parent2 w:pg_temp.t f:h
CREATE UNLOGGED TABLE t (a int COMPRESSION lz4 COLLATE "C", EXCLUDE USING gist (a WITH =) WHERE (p(a))) PARTITION BY RANGE (a, f(b))
--> Create w:t f:p,f
CREATE TABLE p PARTITION OF parent (CHECK (a > 1)) FOR VALUES FROM (1) TO (f(10)) PARTITION BY LIST (b)
--> Create r:parent w:p f:f moves
CREATE TABLE p PARTITION OF parent FOR VALUES WITH (MODULUS 4, REMAINDER 0)
--> Create r:parent w:p moves
CREATE TABLE p PARTITION OF parent DEFAULT
--> Create r:parent w:p moves
CREATE TABLE t OF mytype (a WITH OPTIONS DEFAULT f(1), PRIMARY KEY (a))
--> Create w:t f:f
CREATE TABLE t AS SELECT * FROM staff
--> Create+Select r:staff w:t moves
CREATE TABLE IF NOT EXISTS t (a, b) USING heap WITH (fillfactor = 50) AS TABLE staff WITH NO DATA
--> Create+Select r:staff w:t moves
CREATE TEMPORARY TABLE t AS VALUES (1), (f(2))
--> Create+Select w:t f:f moves
CREATE TABLE t AS EXECUTE q(1, g(2)) WITH DATA
--> Create+Execute w:t f:g moves
CREATE TABLE t AS WITH a AS (SELECT 1) SELECT * FROM a
--> Create+Select w:t moves
CREATE FOREIGN TABLE t (a int OPTIONS (column_name 'x')) SERVER s OPTIONS (table_name 'y')
--> Create w:t
CREATE VIEW v AS SELECT ssn FROM customers
--> Create+Select r:customers w:v moves
CREATE OR REPLACE TEMP VIEW v (a, b) WITH (security_barrier) AS SELECT 1, f(2) FROM t WITH CASCADED CHECK OPTION
--> Create+Select r:t w:v f:f moves
CREATE RECURSIVE VIEW v (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM v
--> Create+Select r:v w:v moves
CREATE MATERIALIZED VIEW IF NOT EXISTS m USING heap TABLESPACE x AS SELECT ssn FROM customers WITH NO DATA
--> Create+Select r:customers w:m moves
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY t USING btree (lower(a) DESC, (f(b)) text_ops) INCLUDE (c) WITH (fillfactor = 70) WHERE p(d)
--> Create w:t f:lower,f,p
CREATE INDEX ON t (a)
--> Create w:t
CREATE SEQUENCE s START 1 OWNED BY t.a
--> Create w:s
CREATE RULE r AS ON INSERT TO t WHERE f(new.a) DO INSTEAD INSERT INTO u VALUES (new.a)
--> Create+Insert w:t,u f:f moves
CREATE OR REPLACE RULE r AS ON UPDATE TO t DO ALSO (DELETE FROM u WHERE a = old.a; UPDATE w SET x = 1; NOTIFY c)
--> Create+Update+Delete+Other r:u w:t,u,w where:Missing moves
CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING
--> Create w:t
CREATE RULE "_RETURN" AS ON SELECT TO v DO INSTEAD SELECT * FROM staff
--> Create+Select r:staff w:v moves
CREATE TRIGGER tr BEFORE INSERT OR UPDATE OF a, b ON public.t REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH ROW WHEN (old.a IS DISTINCT FROM f(new.a)) EXECUTE FUNCTION s.trg('x', 1)
--> Create w:public.t f:f,s.trg moves
CREATE CONSTRAINT TRIGGER tr AFTER DELETE ON t FROM u DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE PROCEDURE trg()
--> Create r:u w:t f:trg moves
CREATE EVENT TRIGGER e ON ddl_command_start WHEN tag IN ('CREATE TABLE') EXECUTE FUNCTION ef()
--> Create f:ef
CREATE POLICY p ON t AS RESTRICTIVE FOR SELECT TO alice, public USING (f(a) AND b IN (SELECT b FROM acl)) WITH CHECK (g(a))
--> Create+Select r:acl w:t f:f,g
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'
--> Create+Select moves
CREATE OR REPLACE FUNCTION f(a int DEFAULT g(1), b text) RETURNS TABLE (x int, y text) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public COST 10 AS $$ BEGIN END $$
--> Create f:g moves
CREATE FUNCTION f(a int) RETURNS int RETURN a + (SELECT count(*) FROM staff)
--> Create+Select r:staff f:count moves
CREATE FUNCTION f() RETURNS SETOF text LANGUAGE sql BEGIN ATOMIC SELECT badge FROM staff; SELECT CASE WHEN true THEN 'x' END; END
--> Create+Select r:staff moves
CREATE PROCEDURE p(INOUT a int) BEGIN ATOMIC DELETE FROM orders; INSERT INTO t VALUES (f(a)); END
--> Create+Insert+Delete w:orders,t f:f where:Missing moves
CREATE PROCEDURE p() LANGUAGE c AS 'obj', 'sym'
--> Create moves
CREATE SCHEMA IF NOT EXISTS s AUTHORIZATION alice
--> Create
CREATE SCHEMA s CREATE TABLE t (a int REFERENCES u) CREATE VIEW v AS SELECT * FROM staff GRANT SELECT ON t TO bob CREATE INDEX i ON t (f(a))
--> Create+Select+Grant r:u,staff w:t,v f:f moves
CREATE PUBLICATION p FOR TABLE ONLY a (x, y) WHERE (f(x) > 1), public.b WITH (publish = 'insert')
--> Create r:a,public.b f:f
CREATE PUBLICATION p FOR ALL TABLES
--> Create r:*
CREATE SUBSCRIPTION s CONNECTION 'host=x' PUBLICATION p WITH (slot_name = none)
--> Create
CREATE STATISTICS s (ndistinct) ON a, (f(b)) FROM t
--> Create r:t f:f
CREATE TYPE ty AS (a int, b text)
--> Create w:ty
CREATE TYPE e AS ENUM ('a', 'b')
--> Create w:e
CREATE TYPE r AS RANGE (subtype = float8)
--> Create w:r
CREATE DOMAIN d AS text DEFAULT f('x') CHECK (value ~ '^x' AND g(value))
--> Create f:f,g
CREATE EXTENSION IF NOT EXISTS hstore WITH SCHEMA x VERSION '1' CASCADE
--> Create
CREATE ROLE alice LOGIN PASSWORD 'x' VALID UNTIL 'infinity' IN ROLE bob
--> Create
CREATE USER u
--> Create
CREATE GROUP g
--> Create
CREATE DATABASE d OWNER alice TEMPLATE template0 ENCODING 'UTF8'
--> Create
CREATE TABLESPACE ts OWNER alice LOCATION '/x'
--> Create
CREATE AGGREGATE agg (int) (SFUNC = f, STYPE = int)
--> Create
CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = f)
--> Create
CREATE OPERATOR CLASS oc DEFAULT FOR TYPE int USING btree AS OPERATOR 1 <, FUNCTION 1 btint4cmp(int, int)
--> Create
CREATE CAST (int AS mytype) WITH FUNCTION f(int) AS ASSIGNMENT
--> Create
CREATE COLLATION c FROM "C"
--> Create
CREATE COLLATION c (LOCALE = 'x', FROM = "C")
--> Create
CREATE CONVERSION c FOR 'UTF8' TO 'LATIN1' FROM f
--> Create
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'x')
--> Create
CREATE FOREIGN DATA WRAPPER w HANDLER h OPTIONS (a 'b')
--> Create
CREATE USER MAPPING FOR CURRENT_USER SERVER s OPTIONS (user 'x')
--> Create
CREATE TEXT SEARCH CONFIGURATION c (COPY = simple)
--> Create
CREATE TRANSFORM FOR hstore LANGUAGE plx (FROM SQL WITH FUNCTION f(internal), TO SQL WITH FUNCTION g(internal))
--> Create f:f,g
CREATE ACCESS METHOD a TYPE INDEX HANDLER h
--> Create
CREATE TRUSTED LANGUAGE l HANDLER h
--> Create
-- ALTER
ALTER TABLE t ADD COLUMN IF NOT EXISTS a numeric(10, 2) DEFAULT f(1) NOT NULL REFERENCES u (x), DROP COLUMN b CASCADE, ALTER c TYPE varchar(3) USING g(c), ALTER COLUMN d SET DEFAULT h(2)
--> Alter r:u w:t f:f,g,h moves
ALTER TABLE IF EXISTS public.t * RENAME COLUMN a TO b
--> Alter w:public.t moves
ALTER TABLE t RENAME TO u
--> Alter w:t moves
ALTER TABLE t SET SCHEMA x
--> Alter w:t moves
ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES u (b) NOT VALID, VALIDATE CONSTRAINT d, ADD CHECK (f(a)), ADD EXCLUDE USING gist (a WITH &&)
--> Alter r:u w:t f:f
ALTER TABLE t ATTACH PARTITION p FOR VALUES FROM (1) TO (2)
--> Alter w:t,p moves
ALTER TABLE t DETACH PARTITION p CONCURRENTLY
--> Alter w:t,p moves
ALTER TABLE t INHERIT parent, NO INHERIT other
--> Alter r:parent,other w:t moves
ALTER TABLE t ADD g text GENERATED ALWAYS AS (ssn) STORED, SET (fillfactor = 70), RESET (fillfactor), OWNER TO bob, ENABLE ROW LEVEL SECURITY, CLUSTER ON i, REPLICA IDENTITY USING INDEX i, OF ty, SET TABLESPACE x, DISABLE TRIGGER ALL, ALTER a SET STATISTICS 10, ALTER a ADD GENERATED ALWAYS AS IDENTITY
--> Alter w:t moves
ALTER TABLE ALL IN TABLESPACE a OWNED BY bob SET TABLESPACE b
--> Alter w:*
ALTER VIEW v ALTER COLUMN a SET DEFAULT f(1)
--> Alter w:v f:f
ALTER MATERIALIZED VIEW m RENAME TO n
--> Alter w:m moves
ALTER INDEX i ATTACH PARTITION j
--> Alter w:i,j moves
ALTER SEQUENCE s RESTART WITH 5 OWNED BY t.a
--> Alter w:s
ALTER FOREIGN TABLE ft OPTIONS (SET a 'b'), ADD c int OPTIONS (x 'y')
--> Alter w:ft
ALTER TRIGGER tr ON t RENAME TO x
--> Alter w:t
ALTER RULE r ON t RENAME TO x
--> Alter w:t
ALTER POLICY p ON t TO alice USING (f(a)) WITH CHECK (EXISTS (SELECT FROM acl))
--> Alter+Select r:acl w:t f:f
ALTER PUBLICATION p ADD TABLE a, b (x), public.c
--> Alter r:a,b,public.c
ALTER PUBLICATION p SET (publish = 'insert')
--> Alter
ALTER SUBSCRIPTION s SKIP (lsn = '0/1')
--> Alter
ALTER SYSTEM SET work_mem = '1GB'
--> Alter+Admin
ALTER SYSTEM RESET ALL
--> Alter+Admin
ALTER DEFAULT PRIVILEGES FOR ROLE alice IN SCHEMA s GRANT SELECT ON TABLES TO bob WITH GRANT OPTION
--> Alter+Grant
ALTER ROLE alice SET search_path = x
--> Alter
ALTER USER alice PASSWORD 'x'
--> Alter
ALTER DATABASE d SET work_mem TO 1
--> Alter
ALTER FUNCTION f(int, numeric(3)) OWNER TO bob
--> Alter
ALTER PROCEDURE p() SECURITY DEFINER
--> Alter
ALTER TYPE ty ADD ATTRIBUTE a int CASCADE
--> Alter w:ty
ALTER TYPE e ADD VALUE IF NOT EXISTS 'c' BEFORE 'b'
--> Alter w:e
ALTER DOMAIN d ADD CONSTRAINT c CHECK (f(value)) NOT VALID
--> Alter f:f
ALTER EXTENSION x UPDATE TO '2'
--> Alter
ALTER EXTENSION x ADD TABLE public.t
--> Alter w:public.t
ALTER SCHEMA a RENAME TO b
--> Alter w:a.* moves
ALTER SERVER s OPTIONS (SET a 'b')
--> Alter
ALTER LARGE OBJECT 1 OWNER TO bob
--> Alter
ALTER OPERATOR + (int, int) OWNER TO bob
--> Alter
ALTER STATISTICS s SET STATISTICS 10
--> Alter
ALTER EVENT TRIGGER e DISABLE
--> Alter
ALTER LANGUAGE l RENAME TO m
--> Alter
-- DROP and kin
DROP TABLE IF EXISTS a, public.b CASCADE
--> Drop w:a,public.b
DROP VIEW v
--> Drop w:v
DROP MATERIALIZED VIEW m
--> Drop w:m
DROP INDEX CONCURRENTLY IF EXISTS i
--> Drop w:i
DROP SEQUENCE s
--> Drop w:s
DROP FOREIGN TABLE f
--> Drop w:f
DROP TRIGGER IF EXISTS tr ON t
--> Drop w:t
DROP RULE r ON t
--> Drop w:t
DROP POLICY p ON public.t
--> Drop w:public.t
DROP FUNCTION IF EXISTS f(int, text), g
--> Drop
DROP PROCEDURE p(numeric(3, 1))
--> Drop
DROP AGGREGATE a(*)
--> Drop
DROP SCHEMA s CASCADE
--> Drop w:s.*
DROP OWNED BY alice
--> Drop w:*
DROP ROLE alice
--> Drop
DROP DATABASE d WITH (FORCE)
--> Drop
DROP TYPE e
--> Drop
DROP DOMAIN d
--> Drop
DROP EXTENSION x
--> Drop
DROP CAST (int AS text)
--> Drop
DROP OPERATOR + (int, int)
--> Drop
DROP PUBLICATION p
--> Drop
DROP USER MAPPING FOR alice SERVER s
--> Drop
DROP TEXT SEARCH PARSER p
--> Drop
TRUNCATE orders
--> Truncate w:orders
TRUNCATE TABLE ONLY "orders", public.b * RESTART IDENTITY CASCADE
--> Truncate w:orders,public.b
COMMENT ON TABLE t IS 'x'
--> Alter w:t
COMMENT ON COLUMN public.t.a IS 'x'
--> Alter w:public.t
COMMENT ON COLUMN t.a IS NULL
--> Alter w:t
COMMENT ON CONSTRAINT c ON t IS 'x'
--> Alter w:t
COMMENT ON CONSTRAINT c ON DOMAIN d IS 'x'
--> Alter
COMMENT ON TRIGGER tr ON t IS 'x'
--> Alter w:t
COMMENT ON FUNCTION f(int) IS 'x'
--> Alter
COMMENT ON MATERIALIZED VIEW m IS 'x'
--> Alter w:m
COMMENT ON DATABASE d IS 'x'
--> Alter
SECURITY LABEL FOR p ON TABLE t IS 'x'
--> Alter w:t
SECURITY LABEL ON COLUMN t.a IS 'x'
--> Alter w:t
-- privileges
GRANT SELECT ON orders TO PUBLIC
--> Grant w:orders
GRANT SELECT (a, b), UPDATE ON TABLE a, public.b TO alice WITH GRANT OPTION GRANTED BY bob
--> Grant w:a,public.b
GRANT ALL PRIVILEGES ON ALL TABLES IN SCHEMA s TO alice
--> Grant w:s.*
GRANT USAGE ON SCHEMA pub TO PUBLIC
--> Grant
GRANT EXECUTE ON FUNCTION f(int) TO alice
--> Grant
GRANT CREATE ON DATABASE d TO alice
--> Grant
GRANT USAGE ON SEQUENCE s TO alice
--> Grant w:s
GRANT alice, bob TO carol WITH ADMIN OPTION
--> Grant
GRANT SET ON PARAMETER work_mem TO alice
--> Grant
REVOKE GRANT OPTION FOR SELECT ON t FROM alice CASCADE
--> Grant w:t
REVOKE ALL ON LARGE OBJECT 1 FROM alice
--> Grant
REVOKE alice FROM bob
--> Grant
REASSIGN OWNED BY alice TO bob
--> Grant w:*
-- the rest
EXPLAIN SELECT * FROM staff
--> Explain+Select r:staff
EXPLAIN (ANALYZE, COSTS OFF) UPDATE orders SET qty = 0
--> Explain+Update w:orders where:Missing
explain analyse verbose delete from orders
--> Explain+Delete w:orders where:Missing
EXPLAIN (SELECT 1 FROM a)
--> Explain+Select r:a
EXPLAIN (FORMAT json) CREATE TABLE x AS SELECT * FROM y
--> Explain+Select+Create r:y w:x moves
EXPLAIN ANALYZE EXECUTE q(f(1))
--> Explain+Execute f:f
EXPLAIN DECLARE c CURSOR FOR SELECT 1
--> Explain+Select
PREPARE q AS DELETE FROM orders
--> Prepare+Delete w:orders where:Missing
PREPARE q (int, numeric(10, 2)) AS SELECT badge FROM staff WHERE id = $1
--> Prepare+Select r:staff
EXECUTE q
--> Execute
EXECUTE q (1, f(2), (SELECT badge FROM staff))
--> Execute+Select r:staff f:f
DEALLOCATE PREPARE q
--> Other
DEALLOCATE ALL
--> Other
DECLARE c BINARY INSENSITIVE NO SCROLL CURSOR WITH HOLD FOR SELECT badge FROM staff
--> Select r:staff
FETCH ALL FROM c
--> Select
MOVE FORWARD 5 IN c
--> Select
CLOSE c
--> Other
CALL p(1, f(2))
--> Call f:p,f
CALL s.p((SELECT badge FROM staff), a => 1)
--> Call+Select r:staff f:s.p
DO $$ BEGIN DELETE FROM orders; END $$
--> Do+Delete w:orders where:Missing moves
DO LANGUAGE plpgsql 'BEGIN END'
--> Do moves
BEGIN
--> Transaction
BEGIN ISOLATION LEVEL SERIALIZABLE, READ ONLY, DEFERRABLE
--> Transaction
START TRANSACTION READ WRITE
--> Transaction
COMMIT AND CHAIN
--> Transaction
END TRANSACTION
--> Transaction
ROLLBACK TO SAVEPOINT s
--> Transaction
ABORT
--> Transaction
SAVEPOINT s
--> Transaction
RELEASE s
--> Transaction
PREPARE TRANSACTION 'x'
--> Transaction
COMMIT PREPARED 'x'
--> Transaction
SET work_mem = '1MB'
--> Set
SET LOCAL search_path TO a, "B", 'c'
--> Set
SET SESSION app.v = on
--> Set
SET TIME ZONE INTERVAL '1' HOUR TO MINUTE
--> Set
SET NAMES 'UTF8'
--> Set
SET client_encoding TO LATIN1
--> Set
SET client_encoding = 'SJIS'
--> Set partial
SET standard_conforming_strings = off
--> Set partial
SET standard_conforming_strings TO on
--> Set
SET TRANSACTION ISOLATION LEVEL READ COMMITTED
--> Set
SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY
--> Set
SET ROLE alice
--> Set
SET SESSION AUTHORIZATION DEFAULT
--> Set
SET CONSTRAINTS ALL DEFERRED
--> Set
SET XML OPTION DOCUMENT
--> Set
RESET ALL
--> Set
RESET work_mem
--> Set
RESET SESSION AUTHORIZATION
--> Set
DISCARD ALL
--> Set
SHOW ALL
--> Show
SHOW TIME ZONE
--> Show
SELECT set_config('search_path', 'x', false)
--> Select f:set_config
SELECT set_config('standard_conforming_strings', 'off', false)
--> Select f:set_config partial
SELECT set_config(n, v, false) FROM t
--> Select r:t f:set_config partial
SELECT query_to_xml('SELECT * FROM staff', true, false, '')
--> Select f:query_to_xml partial
SELECT * FROM dblink('x', 'SELECT 1') AS t(a text)
--> Select f:dblink partial
SELECT ('/etc/passwd'::text).pg_read_file
--> Select f:pg_read_file partial
LISTEN c
--> Other
NOTIFY c, 'x'
--> Other
UNLISTEN *
--> Other
LOCK TABLE ONLY a, public.b IN ACCESS EXCLUSIVE MODE NOWAIT
--> Lock r:a,public.b
LOCK a
--> Lock r:a
VACUUM
--> Maintenance
VACUUM (FULL, ANALYZE) a, public.b (x, y)
--> Maintenance r:a,public.b
VACUUM FULL FREEZE VERBOSE ANALYZE a
--> Maintenance r:a
ANALYZE
--> Maintenance
ANALYZE VERBOSE a (x), b
--> Maintenance r:a,b
CLUSTER t USING i
--> Maintenance w:t
CLUSTER i ON t
--> Maintenance w:t
CLUSTER
--> Maintenance
REINDEX TABLE CONCURRENTLY t
--> Alter w:t
REINDEX (VERBOSE) INDEX i
--> Alter w:i
REINDEX SCHEMA s
--> Alter
REFRESH MATERIALIZED VIEW CONCURRENTLY m WITH NO DATA
--> Alter w:m
CHECKPOINT
--> Maintenance
LOAD 'x'
--> Admin
IMPORT FOREIGN SCHEMA a LIMIT TO (b) FROM SERVER s INTO c
--> Create w:b,c.*
