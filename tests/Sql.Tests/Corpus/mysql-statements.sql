-- One statement of MySQL 9 or MariaDB 11 per line, its summary behind an arrow in the line below, headings behind two dashes.
-- Kind+nested kinds, r: relations read, w: relations written, f: functions, where:, moves (stores what it reads), changes:, partial.
-- SELECT
SELECT 1
--> Select
SELECT 1 FROM DUAL WHERE 1 = 1
--> Select
SELECT NULL, \N, TRUE, 0x41, b'01', N'n', _utf8mb4'x' COLLATE utf8mb4_bin, DATE '2024-01-01'
--> Select
SELECT * FROM orders
--> Select r:orders
SELECT o.* FROM shop.orders AS o
--> Select r:shop.orders
SELECT shop.orders.id FROM shop.orders
--> Select r:shop.orders
SELECT `id`, `a``b` FROM `odd table`
--> Select r:odd table
SELECT id FROM .orders
--> Select r:orders
SELECT DISTINCT SQL_NO_CACHE HIGH_PRIORITY item FROM orders
--> Select r:orders
SELECT SQL_CALC_FOUND_ROWS STRAIGHT_JOIN item FROM orders LIMIT 5
--> Select r:orders
SELECT id AS 'an id', item "an item" FROM orders
--> Select r:orders
SELECT count(*), count(DISTINCT item, qty), sum(ALL qty) FROM orders
--> Select r:orders f:count,sum
SELECT customer_id, max(id) FROM orders GROUP BY customer_id WITH ROLLUP HAVING max(id) > 3
--> Select r:orders f:max
SELECT item FROM orders ORDER BY id DESC, 2 LIMIT 5, 10
--> Select r:orders
SELECT item FROM orders LIMIT 10 OFFSET 5
--> Select r:orders
SELECT item FROM orders LIMIT 10 ROWS EXAMINED 1000
--> Select r:orders
SELECT item FROM orders ORDER BY id OFFSET 2 ROWS FETCH NEXT 3 ROWS WITH TIES
--> Select r:orders
SELECT item FROM orders FOR UPDATE
--> Select r:orders
SELECT item FROM orders LOCK IN SHARE MODE
--> Select r:orders
SELECT item FROM orders AS o, customers AS c FOR SHARE OF o NOWAIT FOR UPDATE OF c SKIP LOCKED
--> Select r:orders,customers
SELECT item FROM orders FOR UPDATE WAIT 5
--> Select r:orders
SELECT badge FROM staff PARTITION (p0, p1) AS s
--> Select r:staff
SELECT badge FROM staff USE INDEX FOR JOIN (i, PRIMARY) IGNORE KEY (j)
--> Select r:staff
SELECT badge FROM staff FOR SYSTEM_TIME AS OF TIMESTAMP '2024-01-01 00:00:00'
--> Select r:staff
SELECT badge FROM staff FOR SYSTEM_TIME BETWEEN NOW() - INTERVAL 1 DAY AND NOW() s
--> Select r:staff f:now
SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id
--> Select r:orders,customers
SELECT * FROM orders o LEFT OUTER JOIN customers c USING (id) RIGHT JOIN staff s ON TRUE
--> Select r:orders,customers,staff
SELECT * FROM orders NATURAL LEFT JOIN customers CROSS JOIN staff STRAIGHT_JOIN t ON t.a = 1
--> Select r:orders,customers,staff,t
SELECT * FROM (orders, customers) INNER JOIN (staff JOIN t) ON staff.id = customers.id
--> Select r:orders,customers,staff,t
SELECT * FROM {OJ orders o LEFT JOIN customers c ON o.customer_id = c.id}
--> Select r:orders,customers
SELECT * FROM (SELECT id FROM orders) AS o (a)
--> Select r:orders
SELECT * FROM customers c, LATERAL (SELECT max(id) AS m FROM orders WHERE customer_id = c.id) AS l
--> Select r:customers,orders f:max
SELECT * FROM orders WHERE customer_id IN (SELECT id FROM customers) AND EXISTS (SELECT * FROM staff)
--> Select r:orders,customers,staff
SELECT (SELECT name FROM customers WHERE id = o.customer_id) FROM orders o
--> Select r:customers,orders
SELECT * FROM orders WHERE qty > ALL (SELECT qty FROM t) OR (id, item) = (SELECT id, item FROM u)
--> Select r:orders,t,u
SELECT item FROM orders ORDER BY (SELECT name FROM customers LIMIT 1)
--> Select r:orders,customers
SELECT item FROM orders UNION ALL SELECT name FROM customers UNION DISTINCT SELECT badge FROM staff ORDER BY 1
--> Select r:orders,customers,staff
(SELECT item FROM orders LIMIT 1) UNION (SELECT name FROM customers) LIMIT 3
--> Select r:orders,customers
SELECT id FROM orders INTERSECT SELECT id FROM customers EXCEPT ALL SELECT id FROM staff
--> Select r:orders,customers,staff
((SELECT id FROM orders) EXCEPT (TABLE t)) ORDER BY id
--> Select r:orders,t
TABLE orders ORDER BY id LIMIT 3
--> Select r:orders
VALUES ROW(1, 2), ROW(3, (SELECT max(id) FROM orders))
--> Select r:orders f:max
VALUES (1, 2), (3, 4)
--> Select
SELECT * FROM (VALUES ROW(1, 'a'), ROW(2, 'b')) AS v (a, b)
--> Select
-- expressions
SELECT -1 + +2 * 3 / 4 % 5 DIV 6 MOD 7, 1 << 2 | 3 & ~4 ^ 5, NOT 1, !0
--> Select
SELECT a AND b OR c XOR d, a && b || c, a <=> b, a <> b, a != b, a := 1 FROM t
--> Select r:t w:t partial
SELECT a BETWEEN 1 AND 2, a NOT BETWEEN b AND c, a IS NOT NULL, a IS TRUE, a IS UNKNOWN FROM t
--> Select r:t
SELECT a LIKE 'x%' ESCAPE '|', a NOT LIKE b, a REGEXP 'x', a NOT RLIKE 'y', a SOUNDS LIKE b FROM t
--> Select r:t
SELECT doc->'$.a', doc->>'$.b', 'x' MEMBER OF (doc->'$.c') FROM t
--> Select r:t
SELECT CASE a WHEN 1 THEN lower(b) WHEN 2 THEN c ELSE upper(d) END, CASE WHEN a THEN b END FROM t
--> Select r:t f:lower,upper
SELECT CAST(a AS CHAR(10) CHARACTER SET utf8mb4), CONVERT(b, UNSIGNED), CONVERT(c USING latin1), BINARY d FROM t
--> Select r:t f:cast,convert
SELECT a + INTERVAL 1 DAY, DATE_ADD(b, INTERVAL '1:30' MINUTE_SECOND), INTERVAL 2 HOUR + c FROM t
--> Select r:t f:date_add
SELECT INTERVAL(a, 1, 10, 100) FROM t
--> Select r:t f:interval
SELECT EXTRACT(YEAR FROM a), TRIM(BOTH 'x' FROM b), SUBSTRING(c FROM 2 FOR 3), POSITION('x' IN d) FROM t
--> Select r:t f:extract,trim,substring,position
SELECT TIMESTAMPDIFF(MONTH, a, b), GET_FORMAT(DATE, 'USA'), WEIGHT_STRING(c AS CHAR(4)), CHAR(77, 121 USING utf8mb4) FROM t
--> Select r:t f:timestampdiff,get_format,weight_string,char
SELECT GROUP_CONCAT(DISTINCT a, b ORDER BY c DESC SEPARATOR ', ') FROM t
--> Select r:t f:group_concat
SELECT MATCH (a, b) AGAINST ('word' IN NATURAL LANGUAGE MODE WITH QUERY EXPANSION) FROM t
--> Select r:t
SELECT CURRENT_DATE, CURRENT_TIMESTAMP(6), CURRENT_USER, CURRENT_USER(), UTC_TIME, LOCALTIME FROM t
--> Select r:t f:current_date,current_timestamp,current_user,utc_time,localtime
SELECT IF(a, b, c), IFNULL(a, b), LEFT(a, 1), REPLACE(a, 'x', 'y'), INSERT(a, 1, 2, 'z'), REPEAT('a', 3), MOD(a, 2) FROM t
--> Select r:t f:if,ifnull,left,replace,insert,repeat,mod
SELECT DATABASE(), SCHEMA(), USER(), VERSION(), CONNECTION_ID(), LAST_INSERT_ID(), ROW_COUNT(), FOUND_ROWS()
--> Select f:database,schema,user,version,connection_id,last_insert_id,row_count,found_rows
SELECT SLEEP(1), BENCHMARK(1000, MD5('x')), LOAD_FILE('/etc/passwd'), GET_LOCK('a', 1)
--> Select f:sleep,benchmark,md5,load_file,get_lock
SELECT my_function(a), shop.other(b), `quoted fn`(c) FROM t
--> Select r:t f:my_function,shop.other,quoted fn
SELECT shop.package.member(a) FROM t
--> Select r:t f:shop.package,package.member
SELECT Sleep (1), SLEEP/* */(1)
--> Select f:sleep
SELECT {fn concat(a, 'x')}, {d '2024-01-01'}, {ts '2024-01-01 00:00:00'} FROM t
--> Select r:t f:concat
SELECT @a, @`b c`, @'d', @@version, @@global.max_connections, @@session.sql_mode
--> Select
SELECT @total := @total + qty FROM orders
--> Select r:orders moves
SELECT @n := 1
--> Select
SELECT a.b.c, a.b FROM a.b
--> Select r:a.b
SELECT ROW(1, 2) = ROW(a, b), (1, 2) IN ((1, 2), (3, 4)) FROM t
--> Select r:t f:row
SELECT DEFAULT(a), VALUES(b) FROM t
--> Select r:t f:default
SELECT NEXT VALUE FOR seq, PREVIOUS VALUE FOR seq, NEXTVAL(s2), LASTVAL(s3), SETVAL(s4, 5)
--> Select r:seq,s3 w:seq,s2,s4 f:nextval,lastval,setval
SELECT ?, a FROM t WHERE b = ? LIMIT ?
--> Select r:t
-- windows, grouping, JSON
SELECT row_number() OVER w, sum(a) OVER (PARTITION BY b ORDER BY c ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t WINDOW w AS (ORDER BY d)
--> Select r:t f:row_number,sum
SELECT lag(a, 1, 0) RESPECT NULLS OVER (ORDER BY b), nth_value(a, 2) FROM FIRST OVER (w RANGE UNBOUNDED PRECEDING) FROM t WINDOW w AS ()
--> Select r:t f:lag,nth_value
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a) OVER (PARTITION BY b) FROM t
--> Select r:t f:percentile_cont
SELECT a, count(*) FROM t GROUP BY a, b DESC WITH ROLLUP ORDER BY GROUPING(a)
--> Select r:t f:count,grouping
SELECT j.* FROM t, JSON_TABLE(t.doc, '$[*]' COLUMNS (n FOR ORDINALITY, a INT PATH '$.a' DEFAULT '0' ON EMPTY ERROR ON ERROR, b INT EXISTS PATH '$.b', NESTED PATH '$.c[*]' COLUMNS (c JSON PATH '$'))) AS j
--> Select r:t f:json_table
SELECT JSON_VALUE(doc, '$.a' RETURNING CHAR(9) NULL ON EMPTY), JSON_ARRAYAGG(a), JSON_OBJECTAGG(b, c) FROM t
--> Select r:t f:json_value,json_arrayagg,json_objectagg
SELECT a FROM t QUALIFY row_number() OVER (ORDER BY a) = 1
--> Select r:t f:row_number
-- WITH
WITH c AS (SELECT id FROM orders) SELECT * FROM c
--> Select r:orders
WITH c (a) AS (SELECT id FROM orders), d AS (SELECT a FROM c) SELECT * FROM c JOIN d JOIN staff
--> Select r:orders,staff
WITH RECURSIVE c AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM c WHERE n < 10) SELECT * FROM c
--> Select
WITH RECURSIVE c AS (SELECT id, boss FROM staff UNION SELECT s.id, s.boss FROM staff s JOIN c ON c.boss = s.id) CYCLE id RESTRICT SELECT * FROM c
--> Select r:staff
WITH orders AS (SELECT * FROM orders) SELECT * FROM orders
--> Select r:orders
WITH c AS (SELECT 1) SELECT * FROM shop.c
--> Select r:shop.c
SELECT * FROM (WITH c AS (SELECT * FROM orders) SELECT * FROM c) AS d, c
--> Select r:orders,c
WITH c AS (SELECT id FROM orders) UPDATE customers SET name = 'x' WHERE id IN (SELECT id FROM c)
--> Update+Select r:orders w:customers where:Present
WITH c AS (SELECT id FROM orders) DELETE FROM customers WHERE id IN (SELECT id FROM c)
--> Delete+Select r:orders w:customers where:Present
INSERT INTO t WITH c AS (SELECT id FROM orders) SELECT * FROM c
--> Insert+Select r:orders w:t moves
-- SELECT INTO
SELECT name, ssn INTO OUTFILE '/tmp/x' CHARACTER SET utf8mb4 FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"' ESCAPED BY '\\' LINES STARTING BY '' TERMINATED BY '\n' FROM customers
--> CopyFile+Select r:customers moves
SELECT ssn FROM customers LIMIT 1 INTO DUMPFILE '/tmp/x'
--> CopyFile+Select r:customers moves
SELECT ssn, name INTO @a, @b FROM customers LIMIT 1
--> Select r:customers moves
SELECT 1 INTO @a
--> Select
SELECT 1 UNION SELECT ssn FROM customers INTO OUTFILE '/tmp/x'
--> CopyFile+Select r:customers moves
TABLE customers INTO OUTFILE '/tmp/x'
--> CopyFile+Select r:customers moves
SELECT a FROM t PROCEDURE ANALYSE(10, 2000)
--> Select r:t f:analyse
-- INSERT and REPLACE
INSERT INTO orders VALUES (1, 2, 'x', DEFAULT, NOW())
--> Insert w:orders f:now
INSERT orders () VALUES ()
--> Insert w:orders
INSERT LOW_PRIORITY IGNORE INTO shop.orders PARTITION (p0) (id, orders.item) VALUE (1, 'a'), (2, 'b')
--> Insert w:shop.orders
INSERT INTO orders SET id = 1, qty = id + 1
--> Insert w:orders
INSERT INTO orders (id) VALUES (1) ON DUPLICATE KEY UPDATE qty = qty + VALUES(qty)
--> Insert+Update r:orders w:orders
INSERT INTO orders (id, qty) VALUES (1, 2) AS new ON DUPLICATE KEY UPDATE qty = new.qty
--> Insert+Update r:orders w:orders
INSERT INTO orders (id, qty) VALUES (1, 2) AS new (a, b) ON DUPLICATE KEY UPDATE qty = b
--> Insert+Update r:orders w:orders
INSERT INTO customers (id, name) VALUES (1, 'x') ON DUPLICATE KEY UPDATE name = ssn
--> Insert+Update r:customers w:customers moves
INSERT INTO orders SELECT * FROM old_orders
--> Insert+Select r:old_orders w:orders moves
INSERT INTO orders (id, item) (SELECT id, item FROM old_orders) UNION TABLE t
--> Insert+Select r:old_orders,t w:orders moves
INSERT INTO orders (item) VALUES ((SELECT ssn FROM customers LIMIT 1))
--> Insert+Select r:customers w:orders moves
INSERT INTO orders (item) VALUES (@a)
--> Insert w:orders moves
INSERT INTO orders (item) VALUES (my_function())
--> Insert w:orders f:my_function moves
INSERT INTO orders TABLE old_orders ON DUPLICATE KEY UPDATE item = 'x'
--> Insert+Select+Update r:old_orders,orders w:orders moves
INSERT INTO orders (id) VALUES (1) RETURNING id, item
--> Insert r:orders w:orders
INSERT DELAYED orders VALUES ROW(1, 2)
--> Insert w:orders
REPLACE INTO orders VALUES (1, 2)
--> Insert+Delete w:orders
REPLACE orders SET id = 1 RETURNING *
--> Insert+Delete r:orders w:orders
REPLACE DELAYED INTO shop.orders SELECT * FROM t
--> Insert+Select+Delete r:t w:shop.orders moves
-- UPDATE
UPDATE orders SET qty = 1
--> Update w:orders where:Missing
UPDATE LOW_PRIORITY IGNORE orders AS o SET o.qty = qty + 1, item = upper(item) WHERE id = 3 ORDER BY id LIMIT 1
--> Update w:orders f:upper where:Present
UPDATE customers SET name = ssn WHERE id = 1
--> Update w:customers where:Present moves
UPDATE orders SET item = (SELECT ssn FROM customers LIMIT 1) WHERE TRUE
--> Update+Select r:customers w:orders where:Present moves
UPDATE orders o, customers c SET o.item = c.name WHERE o.customer_id = c.id
--> Update r:orders,customers w:orders where:Present moves
UPDATE orders o JOIN customers c ON c.id = o.customer_id SET o.qty = 1, c.name = 'x'
--> Update r:orders,customers w:orders,customers where:Missing
UPDATE orders, (SELECT id FROM customers) c SET qty = 1 WHERE customer_id = c.id
--> Update+Select r:customers,orders w:orders where:Present
UPDATE orders PARTITION (p0) SET qty = DEFAULT WHERE id IN (SELECT id FROM t)
--> Update+Select r:t w:orders where:Present
UPDATE t FOR PORTION OF p FROM '2024-01-01' TO '2024-02-01' SET a = 1
--> Update w:t where:Missing
UPDATE orders SET qty = 1 WHERE id = 1 RETURNING id
--> Update r:orders w:orders where:Present
-- DELETE and TRUNCATE
DELETE FROM orders
--> Delete w:orders where:Missing
DELETE LOW_PRIORITY QUICK IGNORE FROM shop.orders AS o WHERE o.id = 1 ORDER BY id LIMIT 3
--> Delete w:shop.orders where:Present
DELETE FROM orders ORDER BY id LIMIT 3
--> Delete w:orders where:Missing
DELETE o FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.name = 'x'
--> Delete r:orders,customers w:orders where:Present
DELETE orders, customers FROM orders JOIN customers
--> Delete r:orders,customers w:orders,customers where:Missing
DELETE FROM o, c.* USING orders o, customers c WHERE o.id = c.id
--> Delete r:orders,customers w:orders,customers where:Present
DELETE FROM orders WHERE id = (SELECT max(id) FROM t)
--> Delete+Select r:t w:orders f:max where:Present
DELETE FROM orders WHERE id = 1 RETURNING id, item
--> Delete r:orders w:orders where:Present
DELETE HISTORY FROM t BEFORE SYSTEM_TIME '2024-01-01'
--> Delete w:t where:Missing
DELETE FROM t FOR PORTION OF p FROM '2024-01-01' TO '2024-02-01' WHERE a = 1
--> Delete w:t where:Present
TRUNCATE orders
--> Truncate w:orders
TRUNCATE TABLE shop.orders NOWAIT
--> Truncate w:shop.orders
-- HANDLER, CALL, DO
HANDLER orders OPEN AS h
--> Select r:orders
HANDLER orders READ FIRST WHERE id > 3 LIMIT 5
--> Select r:orders
HANDLER orders READ `PRIMARY` = (1) LIMIT 5
--> Select r:orders
HANDLER orders READ i NEXT
--> Select r:orders
HANDLER orders CLOSE
--> Select r:orders
CALL work(1, @out, (SELECT max(id) FROM orders))
--> Call+Select r:orders f:work,max
CALL shop.work
--> Call f:shop.work
DO sleep(1), release_lock('a')
--> Do f:sleep,release_lock
DO (SELECT ssn FROM customers)
--> Do+Select r:customers
-- LOAD
LOAD DATA INFILE '/tmp/x' INTO TABLE orders
--> CopyFile w:orders
LOAD DATA LOCAL INFILE 'x' REPLACE INTO TABLE shop.orders PARTITION (p0) CHARACTER SET latin1 FIELDS TERMINATED BY ',' ENCLOSED BY '"' LINES TERMINATED BY '\n' IGNORE 1 LINES (id, @b, item) SET qty = 3
--> CopyIn+Delete w:shop.orders
LOAD DATA LOW_PRIORITY INFILE '/tmp/x' IGNORE INTO TABLE orders (a) SET b = (SELECT ssn FROM customers LIMIT 1)
--> CopyFile+Select r:customers w:orders moves
LOAD XML LOCAL INFILE 'x' INTO TABLE orders ROWS IDENTIFIED BY '<row>'
--> CopyIn w:orders
LOAD DATA CONCURRENT LOCAL INFILE 'x' INTO TABLE orders (id, @v) SET item = @v
--> CopyIn w:orders moves
-- CREATE TABLE
CREATE TABLE orders (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, item VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'x' COMMENT 'c', UNIQUE KEY k (item(10) DESC) USING BTREE) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4
--> Create w:orders
CREATE TEMPORARY TABLE IF NOT EXISTS t (a TIMESTAMP DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, b INT GENERATED ALWAYS AS (abs(a)) STORED, CHECK (b > f(1)))
--> Create w:t f:current_timestamp,abs,f
CREATE TABLE t (a INT, FOREIGN KEY (a) REFERENCES customers (id) ON DELETE SET NULL ON UPDATE CASCADE)
--> Create r:customers w:t
CREATE TABLE t LIKE customers
--> Create r:customers w:t
CREATE TABLE t (LIKE shop.customers)
--> Create r:shop.customers w:t
CREATE TABLE t SELECT * FROM customers
--> Create+Select r:customers w:t moves
CREATE TABLE t (a INT) ENGINE = MEMORY IGNORE AS SELECT ssn AS a FROM customers UNION SELECT 1
--> Create+Select r:customers w:t moves
CREATE TABLE t AS (SELECT 1 AS a)
--> Create+Select w:t moves
CREATE TABLE t AS WITH c AS (SELECT * FROM customers) SELECT * FROM c
--> Create+Select r:customers w:t moves
CREATE OR REPLACE TABLE t (a INT)
--> Create+Drop w:t
CREATE TABLE t (a INT, b DATE) PARTITION BY RANGE (year(b)) SUBPARTITION BY HASH (a) (PARTITION p0 VALUES LESS THAN (2024), PARTITION p1 VALUES LESS THAN MAXVALUE)
--> Create w:t f:year
CREATE TABLE t (a INT) ENGINE = MERGE UNION = (customers, orders) INSERT_METHOD = LAST
--> Create r:customers,orders w:t moves
CREATE TABLE t (a INT) ENGINE = FEDERATED CONNECTION = 'mysql://u:p@h/db/customers'
--> Create w:t partial
CREATE TABLE t (a INT) WITH SYSTEM VERSIONING
--> Create w:t
CREATE TABLE t (a INT, s TIMESTAMP(6) GENERATED ALWAYS AS ROW START INVISIBLE, e TIMESTAMP(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (s, e))
--> Create w:t
-- CREATE of other things
CREATE VIEW v AS SELECT name, ssn FROM customers
--> Create+Select r:customers w:v moves
CREATE OR REPLACE ALGORITHM = MERGE DEFINER = 'a'@'%' SQL SECURITY INVOKER VIEW v (a) AS SELECT id FROM orders WITH CASCADED CHECK OPTION
--> Create+Select r:orders w:v moves
CREATE UNIQUE INDEX i USING BTREE ON orders (item(3), (lower(item))) ALGORITHM = INPLACE LOCK = NONE
--> Create w:orders f:lower
CREATE FULLTEXT INDEX IF NOT EXISTS i ON shop.orders (item) WITH PARSER ngram
--> Create w:shop.orders
CREATE DATABASE IF NOT EXISTS d CHARACTER SET utf8mb4
--> Create
CREATE OR REPLACE SCHEMA d
--> Create+Drop
CREATE SEQUENCE s START WITH 1 INCREMENT BY 2 MAXVALUE 100 CYCLE
--> Create w:s
CREATE USER 'a'@'%' IDENTIFIED BY 'x' REQUIRE SSL WITH MAX_QUERIES_PER_HOUR 3 ACCOUNT LOCK
--> Create
CREATE ROLE r WITH ADMIN CURRENT_USER
--> Create
CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (HOST 'h', DATABASE 'd')
--> Create
CREATE TABLESPACE t ADD DATAFILE 't.ibd' ENGINE = InnoDB
--> Create
CREATE FUNCTION f RETURNS STRING SONAME 'x.so'
--> Create
CREATE FUNCTION f (a INT) RETURNS INT DETERMINISTIC READS SQL DATA RETURN (SELECT max(id) FROM orders WHERE id < a)
--> Create+Select r:orders f:max
CREATE DEFINER = CURRENT_USER PROCEDURE p (IN a INT, OUT b VARCHAR(10)) MODIFIES SQL DATA BEGIN DECLARE x INT DEFAULT 0; UPDATE orders SET qty = a; DELETE FROM customers WHERE id = x; END
--> Create+Update+Delete w:orders,customers where:Missing moves
CREATE PROCEDURE p () BEGIN DECLARE c CURSOR FOR SELECT ssn FROM customers; DECLARE CONTINUE HANDLER FOR NOT FOUND SET @done = 1; OPEN c; FETCH c INTO @x; CLOSE c; END
--> Create+Select+Set r:customers moves
CREATE PROCEDURE p () l: LOOP IF a THEN LEAVE l; ELSEIF b THEN ITERATE l; ELSE INSERT INTO t VALUES (1); END IF; END LOOP l
--> Create+Insert w:t
CREATE PROCEDURE p () WHILE (SELECT count(*) FROM orders) > 0 DO TRUNCATE t; END WHILE
--> Create+Select+Truncate r:orders w:t f:count
CREATE PROCEDURE p () REPEAT CALL q(); UNTIL @a END REPEAT
--> Create+Call f:q
CREATE PROCEDURE p () CASE x WHEN 1 THEN DROP TABLE t; ELSE BEGIN END; END CASE
--> Create+Drop w:t
CREATE TRIGGER g BEFORE INSERT ON orders FOR EACH ROW FOLLOWS h SET NEW.item = (SELECT ssn FROM customers LIMIT 1)
--> Create+Select+Set r:customers w:orders moves
CREATE TRIGGER g AFTER DELETE ON orders FOR EACH ROW INSERT INTO log VALUES (OLD.id)
--> Create+Insert w:orders,log
CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS CURRENT_TIMESTAMP + INTERVAL 1 HOUR ON COMPLETION PRESERVE DISABLE COMMENT 'x' DO DELETE FROM log
--> Create+Delete w:log f:current_timestamp where:Missing
-- ALTER
ALTER TABLE orders ADD COLUMN note VARCHAR(10) DEFAULT 'x' AFTER item, ADD INDEX i (note), DROP COLUMN qty
--> Alter w:orders
ALTER TABLE orders RENAME TO old_orders
--> Alter w:orders,old_orders moves
ALTER TABLE customers RENAME COLUMN ssn TO note
--> Alter w:customers moves
ALTER TABLE customers CHANGE ssn note VARCHAR(20)
--> Alter w:customers moves
ALTER TABLE customers MODIFY ssn VARCHAR(30) NOT NULL FIRST
--> Alter w:customers
ALTER TABLE customers RENAME INDEX a TO b
--> Alter w:customers
ALTER TABLE customers EXCHANGE PARTITION p WITH TABLE t WITHOUT VALIDATION
--> Alter w:customers,t moves
ALTER TABLE customers ADD COLUMN c VARCHAR(20) AS (concat(ssn, 'x')) VIRTUAL
--> Alter w:customers f:concat moves
ALTER ONLINE TABLE t WAIT 3 ENGINE = InnoDB, ALGORITHM = COPY, LOCK = SHARED
--> Alter w:t
ALTER TABLE t TRUNCATE PARTITION p0, p1
--> Alter+Truncate w:t
ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES customers (id)
--> Alter r:customers w:t
ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4
--> Alter w:t
ALTER TABLE t CONVERT PARTITION p TO TABLE u
--> Alter w:t,u moves
ALTER TABLE t ALTER COLUMN a SET DEFAULT (f(1))
--> Alter w:t f:f
ALTER VIEW v AS SELECT ssn FROM customers
--> Alter+Select r:customers w:v moves
ALTER DATABASE d DEFAULT CHARACTER SET = latin1
--> Alter
ALTER USER a IDENTIFIED BY 'x' PASSWORD EXPIRE
--> Alter
ALTER PROCEDURE p SQL SECURITY INVOKER
--> Alter
ALTER EVENT e RENAME TO f DO UPDATE orders SET qty = 1 WHERE id = 2
--> Alter+Update w:orders where:Present
ALTER SEQUENCE s RESTART 5
--> Alter w:s
ALTER INSTANCE RELOAD TLS
--> Alter+Admin
ALTER SERVER s OPTIONS (USER 'x')
--> Alter
-- DROP and RENAME
DROP TABLE orders
--> Drop w:orders
DROP TEMPORARY TABLE IF EXISTS shop.orders, t CASCADE
--> Drop w:shop.orders,t
DROP VIEW IF EXISTS v, w RESTRICT
--> Drop w:v,w
DROP DATABASE d
--> Drop partial
DROP INDEX i ON orders
--> Drop w:orders
DROP SEQUENCE s
--> Drop w:s
DROP PROCEDURE IF EXISTS shop.p
--> Drop
DROP TRIGGER g
--> Drop
DROP USER a, 'b'@'h'
--> Drop
DROP EVENT e
--> Drop
DROP ROLE r
--> Drop
DROP PREPARE s
--> Other
RENAME TABLE a TO b, shop.c TO d
--> Alter w:a,b,shop.c,d moves
RENAME USER a TO b
--> Alter
-- GRANT and REVOKE
GRANT SELECT (id, name), INSERT ON customers TO 'a'@'%' WITH GRANT OPTION
--> Grant w:customers
GRANT ALL PRIVILEGES ON *.* TO a
--> Grant partial
GRANT DROP ON shop.* TO a
--> Grant partial
GRANT EXECUTE ON PROCEDURE shop.p TO a
--> Grant
GRANT r TO a
--> Grant
GRANT PROXY ON a TO b
--> Grant w:a
REVOKE UPDATE ON TABLE shop.customers FROM a
--> Grant w:shop.customers
REVOKE ALL PRIVILEGES, GRANT OPTION FROM a
--> Grant
SET DEFAULT ROLE r TO a
--> Set+Alter
SET ROLE NONE
--> Set
SET PASSWORD FOR a = 'x'
--> Set+Alter
-- SET, USE, SHOW
SET @a = 1, @b := 'x'
--> Set
SET @a = (SELECT ssn FROM customers LIMIT 1)
--> Set+Select r:customers moves
SET autocommit = 0, SESSION wait_timeout = 5, @@lock_wait_timeout = 3
--> Set
SET sql_mode = 'ANSI_QUOTES'
--> Set changes:SqlMode
SET SESSION sql_mode = concat(@@sql_mode, ',NO_BACKSLASH_ESCAPES')
--> Set f:concat changes:SqlMode
SET GLOBAL max_connections = 5
--> Set changes:GlobalSettings
SET PERSIST sql_mode = ''
--> Set changes:SqlMode, GlobalSettings
SET @@global.read_only = ON
--> Set changes:GlobalSettings
SET NAMES utf8mb4 COLLATE utf8mb4_bin
--> Set changes:CharacterSet
SET CHARACTER SET latin1
--> Set changes:CharacterSet
SET character_set_client = gbk
--> Set changes:CharacterSet
SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY
--> Set
SET STATEMENT max_statement_time = 1 FOR SELECT * FROM customers
--> Set+Select r:customers
SET STATEMENT sql_mode = 'ANSI' FOR DELETE FROM customers
--> Set+Delete w:customers where:Missing changes:SqlMode
SET RESOURCE GROUP g FOR 1
--> Set
USE shop
--> Set
SHOW TABLES
--> Show
SHOW FULL TABLES FROM shop LIKE 'c%'
--> Show
SHOW FULL COLUMNS FROM customers FROM shop WHERE Field = 'ssn'
--> Show r:shop.customers
SHOW FIELDS IN customers LIKE 's%'
--> Show r:customers
SHOW INDEX FROM shop.customers
--> Show r:shop.customers
SHOW CREATE TABLE customers
--> Show r:customers
SHOW CREATE PROCEDURE p
--> Show
SHOW DATABASES
--> Show
SHOW GLOBAL VARIABLES WHERE Variable_name = (SELECT ssn FROM customers LIMIT 1)
--> Show+Select r:customers
SHOW FULL PROCESSLIST
--> Show
SHOW WARNINGS LIMIT 5
--> Show
SHOW COUNT(*) ERRORS
--> Show f:count
SHOW GRANTS FOR CURRENT_USER()
--> Show
SHOW ENGINE INNODB STATUS
--> Show
SHOW TABLE STATUS LIKE 'c%'
--> Show
SHOW BINLOG EVENTS IN 'log' FROM 4 LIMIT 3
--> Show+Replication
SHOW EXPLAIN FOR 5
--> Show
SHOW PROFILE CPU FOR QUERY 2
--> Show
HELP 'select'
--> Show
-- EXPLAIN
EXPLAIN SELECT * FROM customers
--> Explain+Select r:customers
EXPLAIN FORMAT = JSON UPDATE orders SET qty = 1
--> Explain+Update w:orders where:Missing
EXPLAIN ANALYZE SELECT sleep(1) FROM orders
--> Explain+Select r:orders f:sleep
ANALYZE FORMAT = JSON DELETE FROM orders WHERE id = 1
--> Explain+Delete w:orders where:Present
EXPLAIN FOR CONNECTION 5
--> Explain
EXPLAIN INTO @a FORMAT = JSON SELECT ssn FROM customers
--> Explain+Select r:customers moves
DESCRIBE customers ssn
--> Explain+Show r:customers
DESC shop.customers 's%'
--> Explain+Show r:shop.customers
-- PREPARE and EXECUTE
PREPARE s FROM 'SELECT * FROM customers WHERE id = ?'
--> Prepare+Select r:customers
PREPARE s FROM 'DELETE FROM ' 'orders'
--> Prepare+Delete w:orders where:Missing
PREPARE s FROM @text
--> Prepare changes:Unknown partial
EXECUTE s USING @a, 5
--> Execute changes:Unknown
EXECUTE IMMEDIATE 'DROP TABLE orders'
--> Execute+Drop w:orders
EXECUTE IMMEDIATE concat('DROP TABLE ', 'orders')
--> Execute f:concat changes:Unknown partial
EXECUTE IMMEDIATE 'SET sql_mode = ''ANSI_QUOTES'''
--> Execute+Set changes:SqlMode
DEALLOCATE PREPARE s
--> Other
-- transactions and locks
BEGIN
--> Transaction
BEGIN WORK
--> Transaction
START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY
--> Transaction
COMMIT AND CHAIN NO RELEASE
--> Transaction
ROLLBACK TO SAVEPOINT a
--> Transaction
SAVEPOINT a
--> Transaction
RELEASE SAVEPOINT a
--> Transaction
XA START 'a', 'b', 1
--> Transaction
XA RECOVER
--> Transaction
LOCK TABLES orders AS o READ LOCAL, customers WRITE
--> Lock r:orders,customers
UNLOCK TABLES
--> Lock
LOCK INSTANCE FOR BACKUP
--> Lock+Admin
-- maintenance, administration, replication
ANALYZE TABLE orders, shop.customers
--> Maintenance r:orders,shop.customers
ANALYZE NO_WRITE_TO_BINLOG TABLE orders PERSISTENT FOR COLUMNS (a) INDEXES ALL
--> Maintenance r:orders
ANALYZE TABLE customers UPDATE HISTOGRAM ON ssn WITH 16 BUCKETS
--> Maintenance r:customers
CHECK TABLE orders EXTENDED
--> Maintenance r:orders
CHECKSUM TABLE customers QUICK
--> Maintenance r:customers
OPTIMIZE LOCAL TABLE orders
--> Maintenance r:orders
REPAIR TABLE orders USE_FRM
--> Maintenance r:orders
CACHE INDEX orders INDEX (i) IN hot
--> Maintenance r:orders
LOAD INDEX INTO CACHE orders IGNORE LEAVES
--> Maintenance r:orders
FLUSH PRIVILEGES
--> Admin
FLUSH LOCAL TABLES orders, customers WITH READ LOCK
--> Admin r:orders,customers
KILL 5
--> Admin
KILL QUERY 5
--> Admin
KILL CONNECTION connection_id()
--> Admin f:connection_id partial
KILL USER a
--> Admin partial
INSTALL PLUGIN p SONAME 'x.so'
--> Admin
UNINSTALL COMPONENT 'file://x'
--> Admin
SHUTDOWN
--> Admin
RESTART
--> Admin
CLONE LOCAL DATA DIRECTORY = '/tmp/x'
--> Admin
BACKUP STAGE START
--> Admin
BACKUP LOCK orders
--> Admin r:orders
RESET PERSIST a
--> Admin
IMPORT TABLE FROM '/tmp/x.sdi'
--> Admin+Create partial
CHANGE MASTER TO MASTER_HOST = 'h', MASTER_PASSWORD = 'x'
--> Replication
CHANGE REPLICATION SOURCE TO SOURCE_HOST = 'h' FOR CHANNEL 'c'
--> Replication
START REPLICA UNTIL SQL_BEFORE_GTIDS = 'x'
--> Replication
STOP SLAVE SQL_THREAD
--> Replication
RESET MASTER
--> Replication+Admin
RESET REPLICA ALL
--> Replication+Admin
PURGE BINARY LOGS BEFORE NOW() - INTERVAL 3 DAY
--> Replication+Admin f:now
BINLOG 'AAAA'
--> Replication
-- diagnostics
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = (SELECT ssn FROM customers LIMIT 1)
--> Other+Select r:customers
RESIGNAL
--> Other
GET DIAGNOSTICS CONDITION 1 @a = MESSAGE_TEXT, @b = MYSQL_ERRNO
--> Show moves
-- compound statements of MariaDB
BEGIN NOT ATOMIC DECLARE x INT; SELECT ssn INTO x FROM customers LIMIT 1; DELETE FROM orders; END
--> Do+Select+Delete r:customers w:orders where:Missing moves
IF (SELECT count(*) FROM orders) THEN DROP TABLE t; END IF
--> Do+Select+Drop r:orders w:t f:count
FOR r IN (SELECT ssn FROM customers) DO INSERT INTO t VALUES (r.ssn); END FOR
--> Do+Select+Insert r:customers w:t moves
-- several statements
SELECT 1; DROP TABLE t;
--> Select | Drop w:t
SET NAMES utf8mb4; SELECT * FROM customers
--> Set changes:CharacterSet | Select r:customers partial
;; DELETE FROM orders ;
--> Delete w:orders where:Missing
-- executable comments: the server is not known here, so every reading counts
SELECT /*! sleep(1), */ 1
--> Select f:sleep
DELETE FROM orders /*!99999 WHERE id = 1 */
--> Delete w:orders where:Missing
SELECT * FROM orders /*!50000 , customers */ /*M!100100 , staff */
--> Select r:orders,customers,staff
SELECT 1 /*! ; DROP TABLE t */
--> Select | Drop w:t
DROP /* a */ TABLE -- b
--> Drop partial
SELECT 1 -- ; DROP TABLE t
--> Select
SELECT 1 # ; DROP TABLE t
--> Select
SELECT 5--1 FROM t
--> Select r:t
SELECT '/*' FROM t -- */
--> Select r:t
SELECT 'a\'b; DROP TABLE t; -- ' FROM t
--> Select r:t
SELECT "a""b; DROP TABLE t" FROM t
--> Select r:t
-- what no server accepts is partial
SELECT FROM t
--> Select r:t partial
SELECT * FROM t WHERE
--> Select r:t partial
SELECT (1
--> Select partial
SELECT 'a
--> Select partial
DELETE orders
--> Delete w:orders where:Missing partial
FROBNICATE TABLE orders
--> Other r:orders w:orders partial
SELECT `sum`(x) FROM a
--> Select r:a f:sum partial
SELECT sum (x) FROM a
--> Select r:a f:sum partial
SELECT json_table(x) FROM a
--> Select r:a f:json_table partial
