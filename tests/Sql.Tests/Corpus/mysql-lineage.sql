-- One query per line, below it its columns behind an arrow: name=sources of a copy, name~sources of what is computed, name of a
-- constant, name? of what is not known; or what is known of the whole result. The session is in database shop, where there are
-- customers (id, name, email, ssn, phone), orders (id, customer_id, item, qty), staff (id, badge) and keyring (ssn, id, k).
-- plain columns and stars
SELECT ssn FROM customers
--> ssn=customers.ssn
SELECT ssn AS s, name n FROM customers
--> s=customers.ssn; n=customers.name
SELECT * FROM customers
--> id=customers.id; name=customers.name; email=customers.email; ssn=customers.ssn; phone=customers.phone
SELECT c.* FROM customers c
--> id=customers.id; name=customers.name; email=customers.email; ssn=customers.ssn; phone=customers.phone
SELECT shop.customers.* FROM shop.customers
--> id=shop.customers.id; name=shop.customers.name; email=shop.customers.email; ssn=shop.customers.ssn; phone=shop.customers.phone
SELECT shop.customers.ssn FROM shop.customers
--> ssn=shop.customers.ssn
SELECT SSN FROM customers
--> SSN=customers.ssn
SELECT C.ssn FROM customers c
--> ssn=customers.ssn
SELECT `c`.`ssn` AS `the ssn` FROM customers c
--> the ssn=customers.ssn
SELECT * FROM elsewhere
--> unknown
SELECT a FROM elsewhere
--> a=elsewhere.a
SELECT a, b.c FROM elsewhere b
--> a=elsewhere.a; c=elsewhere.c
SELECT id, staff.*, 1 FROM staff
--> id=staff.id; id=staff.id; badge=staff.badge; 1
TABLE staff
--> id=staff.id; badge=staff.badge
TABLE elsewhere
--> unknown
-- constants
SELECT 1, 'a', NULL, TRUE
--> 1; a; NULL; TRUE
SELECT 1 AS ssn FROM customers
--> ssn
SELECT 'x' 'y' AS a, 0x41 AS b, DATE '2024-01-01' AS c
--> a; b; c
SELECT count(*) AS n FROM customers
--> n
SELECT count(ssn) AS n FROM customers
--> n
SELECT EXISTS (SELECT ssn FROM customers) AS e
--> e
SELECT now() AS n, @@version AS v
--> n; v
SELECT ? AS p
--> p
-- computed values
SELECT concat(ssn, name) AS a FROM customers
--> a~customers.ssn,customers.name
SELECT upper(ssn) FROM customers
--> upper(ssn)~customers.ssn
SELECT ssn || '' AS a, -id AS b, NOT id AS c FROM customers
--> a~customers.ssn; b~customers.id; c~customers.id
SELECT (ssn) AS a, ((name)) AS b FROM customers
--> a=customers.ssn; b=customers.name
SELECT ssn COLLATE utf8mb4_bin AS a, BINARY ssn AS b, CAST(ssn AS CHAR) AS c FROM customers
--> a~customers.ssn; b~customers.ssn; c~customers.ssn
SELECT CASE WHEN ssn LIKE '1%' THEN 'yes' ELSE name END AS a FROM customers
--> a~customers.ssn,customers.name
SELECT IF(id = 1, ssn, 'x') AS a, coalesce(email, phone) AS b FROM customers
--> a~customers.id,customers.ssn; b~customers.email,customers.phone
SELECT ssn = '1' AS a, ssn IS NULL AS b, ssn IN ('1', name) AS c FROM customers
--> a~customers.ssn; b~customers.ssn; c~customers.ssn,customers.name
SELECT max(ssn) AS a, group_concat(name ORDER BY ssn SEPARATOR ',') AS b FROM customers
--> a~customers.ssn; b~customers.name
SELECT first_value(ssn) OVER (ORDER BY name) AS a, row_number() OVER (ORDER BY ssn) AS b FROM customers
--> a~customers.ssn; b
SELECT substring(ssn FROM 1 FOR id) AS a, trim(BOTH phone FROM email) AS b, extract(YEAR FROM name) AS c FROM customers
--> a~customers.ssn,customers.id; b~customers.phone,customers.email; c~customers.name
SELECT id + INTERVAL qty DAY AS a FROM orders
--> a~orders.id,orders.qty
SELECT (ssn, name) = ('a', 'b') AS a FROM customers
--> a~customers.ssn,customers.name
SELECT my_function(ssn) AS a FROM customers
--> a?
SELECT shop.lower(ssn) AS a, lower(ssn) AS b FROM customers
--> a?; b~customers.ssn
SELECT @a AS a, @b := ssn AS b, @@sql_mode AS c FROM customers
--> a?; b~customers.ssn; c
SELECT load_file('/etc/passwd') AS a, last_insert_id() AS b
--> a?; b
SELECT email->'$.a' AS a FROM customers
--> a~customers.email
SELECT {fn concat(ssn, '')} AS a FROM customers
--> a~customers.ssn
SELECT MATCH (name, email) AGAINST ('x') AS a FROM customers
--> a~customers.name,customers.email
SELECT _rowid FROM customers
--> _rowid=customers.*
-- joins
SELECT ssn, item FROM customers JOIN orders ON customers.id = customer_id
--> ssn=customers.ssn; item=orders.item
SELECT c.id, o.id FROM customers c, orders o
--> id=customers.id; id=orders.id
SELECT * FROM orders JOIN staff
--> id=orders.id; customer_id=orders.customer_id; item=orders.item; qty=orders.qty; id=staff.id; badge=staff.badge
SELECT * FROM orders JOIN staff USING (id)
--> id=orders.id,staff.id; customer_id=orders.customer_id; item=orders.item; qty=orders.qty; badge=staff.badge
SELECT * FROM orders NATURAL JOIN staff
--> id=orders.id,staff.id; customer_id=orders.customer_id; item=orders.item; qty=orders.qty; badge=staff.badge
SELECT * FROM orders RIGHT JOIN staff USING (id)
--> id=staff.id,orders.id; badge=staff.badge; customer_id=orders.customer_id; item=orders.item; qty=orders.qty
SELECT id FROM orders JOIN staff USING (id)
--> id=orders.id,staff.id
SELECT id FROM orders JOIN staff ON TRUE
--> id=orders.id,staff.id
SELECT ssn FROM customers NATURAL JOIN keyring
--> ssn=customers.ssn,keyring.ssn
SELECT a FROM elsewhere JOIN staff
--> a=elsewhere.a,staff.a
SELECT ssn FROM customers JOIN elsewhere
--> ssn=customers.ssn
SELECT s.* FROM orders o LEFT JOIN (staff s JOIN keyring k ON s.id = k.id) ON o.id = s.id
--> id=staff.id; badge=staff.badge
SELECT * FROM (staff, keyring)
--> id=staff.id; badge=staff.badge; ssn=keyring.ssn; id=keyring.id; k=keyring.k
SELECT a.ssn, b.ssn FROM customers a JOIN customers b ON a.id = b.id
--> ssn=customers.ssn; ssn=customers.ssn
SELECT * FROM staff, elsewhere
--> unknown
SELECT staff.*, elsewhere.b FROM staff, elsewhere
--> id=staff.id; badge=staff.badge; b=elsewhere.b
SELECT * FROM {OJ staff LEFT JOIN keyring ON staff.id = keyring.id}
--> id=staff.id; badge=staff.badge; ssn=keyring.ssn; id=keyring.id; k=keyring.k
SELECT x.ssn FROM staff x JOIN other.staff y
--> ssn=staff.ssn
-- derived tables
SELECT name FROM (SELECT ssn AS name FROM customers) customers
--> name=customers.ssn
SELECT customers.name FROM (SELECT ssn AS name FROM customers) AS customers
--> name=customers.ssn
SELECT d.* FROM (SELECT ssn, upper(name) AS u, 1 AS one FROM customers) d
--> ssn=customers.ssn; u~customers.name; one
SELECT a, b FROM (SELECT ssn, name FROM customers) AS d (a, b)
--> a=customers.ssn; b=customers.name
SELECT a FROM (SELECT s AS a FROM (SELECT ssn AS s FROM customers) AS x) AS y
--> a=customers.ssn
SELECT * FROM (SELECT * FROM staff) AS d
--> id=staff.id; badge=staff.badge
SELECT * FROM (TABLE staff) AS d
--> id=staff.id; badge=staff.badge
SELECT a FROM (SELECT ssn FROM customers) AS d
--> a?
SELECT * FROM (SELECT * FROM elsewhere) AS d
--> unknown
SELECT ssn FROM (SELECT * FROM elsewhere) AS d
--> ssn?
SELECT l.m FROM customers c, LATERAL (SELECT max(c.ssn) AS m FROM orders) AS l
--> m~customers.ssn
SELECT * FROM ((SELECT badge FROM staff) UNION (SELECT ssn FROM customers)) AS d
--> badge=staff.badge,customers.ssn
SELECT j.a, j.n FROM customers, JSON_TABLE(email, '$[*]' COLUMNS (n FOR ORDINALITY, a INT PATH '$')) AS j
--> a~customers.email; n~customers.email
-- sub-queries
SELECT (SELECT ssn FROM customers LIMIT 1) AS a
--> a=customers.ssn
SELECT (SELECT max(ssn) FROM customers) AS a
--> a~customers.ssn
SELECT (SELECT c.ssn) AS a FROM customers c
--> a=customers.ssn
SELECT (SELECT ssn FROM orders WHERE orders.id = customers.id) AS a FROM customers
--> a=orders.ssn,customers.ssn
SELECT (SELECT item) AS a FROM customers
--> a=customers.item
SELECT concat((SELECT ssn FROM customers LIMIT 1), badge) AS a FROM staff
--> a~staff.badge,customers.ssn
SELECT id IN (SELECT ssn FROM customers) AS a FROM staff
--> a~staff.id,customers.ssn
SELECT id > ALL (SELECT ssn FROM customers) AS a FROM staff
--> a~staff.id,customers.ssn
SELECT (SELECT * FROM staff) = (1, 2) AS a
--> a~staff.id,staff.badge
SELECT (SELECT a FROM elsewhere) AS a
--> a=elsewhere.a
SELECT (SELECT * FROM elsewhere) AS a
--> a?
SELECT ssn AS s, (SELECT s) AS a FROM customers
--> s=customers.ssn; a=customers.ssn,customers.s
SELECT id FROM customers WHERE ssn = (SELECT k FROM keyring)
--> id=customers.id
-- set operations
SELECT badge FROM staff UNION SELECT ssn FROM customers
--> badge=staff.badge,customers.ssn
SELECT 1 AS a UNION SELECT ssn FROM customers
--> a=customers.ssn
SELECT ssn AS a FROM customers UNION SELECT upper(badge) FROM staff
--> a~customers.ssn,staff.badge
SELECT id, badge FROM staff UNION SELECT * FROM staff
--> id=staff.id; badge=staff.badge
SELECT badge FROM staff EXCEPT SELECT ssn FROM customers
--> badge=staff.badge,customers.ssn
SELECT badge FROM staff INTERSECT SELECT ssn FROM customers
--> badge=staff.badge,customers.ssn
SELECT badge FROM staff UNION SELECT my_function()
--> badge?
(SELECT badge FROM staff) UNION ((SELECT ssn FROM customers) UNION SELECT name FROM customers)
--> badge=staff.badge,customers.ssn,customers.name
SELECT id FROM staff UNION SELECT id, badge FROM staff
--> unknown
SELECT badge FROM staff UNION SELECT * FROM elsewhere
--> unknown
VALUES (1, 2), (3, (SELECT ssn FROM customers))
--> 1; 2~customers.ssn
SELECT b FROM (VALUES (1, (SELECT ssn FROM customers))) AS v (a, b)
--> b=customers.ssn
-- WITH
WITH c AS (SELECT ssn AS s FROM customers) SELECT s FROM c
--> s=customers.ssn
WITH c (a, b) AS (SELECT ssn, name FROM customers) SELECT b, a FROM c
--> b=customers.name; a=customers.ssn
WITH c AS (SELECT ssn FROM customers), d AS (SELECT * FROM c) SELECT * FROM d
--> ssn=customers.ssn
WITH customers AS (SELECT badge AS ssn FROM staff) SELECT ssn FROM customers
--> ssn=staff.badge
WITH customers AS (SELECT badge AS ssn FROM staff) SELECT ssn FROM shop.customers
--> ssn=shop.customers.ssn
WITH staff AS (SELECT ssn FROM customers) SELECT * FROM staff
--> ssn=customers.ssn
WITH Staff AS (SELECT ssn FROM customers) SELECT * FROM staff
--> unknown
WITH orders AS (SELECT item AS ssn FROM orders) SELECT ssn FROM orders
--> ssn=orders.item
WITH RECURSIVE c AS (SELECT id, badge FROM staff UNION SELECT c.id, k.ssn FROM keyring k JOIN c ON c.id = k.id) SELECT * FROM c
--> id=staff.id; badge=staff.badge,keyring.ssn
WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c
--> n
WITH RECURSIVE c (a, b) AS (SELECT ssn, name FROM customers UNION SELECT b, a FROM c) SELECT a FROM c
--> a=customers.ssn,customers.name
SELECT (WITH c AS (SELECT ssn FROM customers) SELECT ssn FROM c) AS a
--> a=customers.ssn
SELECT * FROM (WITH c AS (SELECT ssn FROM customers) SELECT * FROM c) AS d, staff
--> ssn=customers.ssn; id=staff.id; badge=staff.badge
-- statements that return rows without being queries
INSERT INTO orders (id) VALUES (1) RETURNING id, upper(item) AS i
--> id=orders.id; i~orders.item
DELETE FROM customers AS c WHERE id = 1 RETURNING c.ssn, *
--> ssn=customers.ssn; id=customers.id; name=customers.name; email=customers.email; ssn=customers.ssn; phone=customers.phone
REPLACE INTO staff VALUES (1, 2) RETURNING (SELECT ssn FROM customers LIMIT 1) AS s
--> s=customers.ssn
EXECUTE IMMEDIATE 'SELECT ssn FROM customers'
--> ssn=customers.ssn
EXECUTE s
--> unknown
CALL p()
--> unknown
SHOW TABLES
--> unknown
HANDLER customers READ FIRST
--> unknown
EXPLAIN SELECT ssn FROM customers
--> unknown
SELECT ssn FROM customers PROCEDURE ANALYSE()
--> unknown
-- statements that return nothing
INSERT INTO staff SELECT id, ssn FROM customers
--> none
UPDATE customers SET name = ssn
--> none
SELECT ssn FROM customers INTO @a
--> none
DO (SELECT ssn FROM customers)
--> none
SET @a = (SELECT ssn FROM customers LIMIT 1)
--> none
-- spellings that hide
SELECT ssn/**/AS/**/name FROM customers
--> name=customers.ssn
SELECT`ssn`FROM`customers`
--> ssn=customers.ssn
SELECT id -- ssn
--> id?
SELECT name FROM customers HAVING ssn = '1' ORDER BY phone
--> name=customers.name
SELECT /*! ssn AS */ name FROM customers
--> name=customers.ssn
SELECT DISTINCT ssn FROM customers GROUP BY ssn, name
--> ssn=customers.ssn
SELECT ALL ssn FROM customers LIMIT 1 FOR UPDATE
--> ssn=customers.ssn
SELECT ssn FROM customers PARTITION (p0) FORCE INDEX (i)
--> ssn=customers.ssn
SELECT "ssn" FROM customers
--> ssn
