-- The tables of database shop: fixed data, so that two runs give the same bytes.
create table customers (id int primary key, name text, ssn text, email text, card text,
                        salary numeric(12,2), dob date, note varchar(40), active boolean);
insert into customers values
  (1, 'Ada',   '123-45-6789', 'ada@example.com',   '4111111111111111', 5000.50, '1985-12-10', 'first',  true),
  (2, 'Bob',   '987-65-4321', 'bob@example.com',   '5500005555555559', 4100.00, '1990-02-01', 'second', false),
  (3, 'Chloé', '555-12-3456', 'chloe@example.org', '340000000000009',  NULL,    NULL,         'ünïcode', true),
  (4, 'Dan',   NULL,          NULL,                NULL,               3900.25, '2001-07-30', NULL,     NULL);
create table orders (id int primary key, customer_id int references customers, item text, amount numeric(10,2));
insert into orders select i, 1 + i % 4, 'item ' || i, i * 1.25 from generate_series(1, 100) i;
create schema elsewhere;
create table elsewhere.customers (id int, ssn text);
insert into elsewhere.customers values (1, 'not secret');
create table bulk (id int, filler text);
insert into bulk select i, repeat('x', 10000) from generate_series(1, 100) i;
create table numbers (i int);
insert into numbers select i from generate_series(1, 100000) i;
create table staff (id int primary key, name text, pay numeric);
insert into staff values (1, 'Eve', 9999), (2, 'Mallory', 8888);
create table doomed (id int);
create table scratch (id int, value text);
create table everything (c_bool bool, c_int2 int2, c_int4 int4, c_int8 int8, c_float4 float4, c_float8 float8,
  c_numeric numeric, c_text text, c_varchar varchar(20), c_char char(5), c_bytea bytea, c_date date, c_time time,
  c_timetz timetz, c_timestamp timestamp, c_timestamptz timestamptz, c_interval interval, c_uuid uuid, c_json json,
  c_jsonb jsonb, c_inet inet, c_cidr cidr, c_macaddr macaddr, c_money money, c_bit bit(4), c_varbit varbit,
  c_point point, c_ints int4[], c_texts text[], c_range int4range);
insert into everything values (true, -2, 4, 9007199254740993, 1.5, -2.25, 12345678901234567890.123456789,
  'tëxt', 'varchar', 'ch', '\x00ff10', '2024-02-29', '13:14:15.678', '13:14:15+02', '2024-02-29 13:14:15.123456',
  '2024-02-29 13:14:15.123456+00', '1 mon 2 days 03:04:05', '00112233-4455-6677-8899-aabbccddeeff', '{"a": 1}',
  '{"b": [1, 2]}', '192.168.1.7', '10.0.0.0/8', '08:00:2b:01:02:03', 12.34, B'1010', B'101', '(1,2)',
  '{1,2,NULL}', '{a,"b c",NULL}', '[1,10)');
insert into everything default values;
grant all on all tables in schema public to public;
grant create on schema public to public;
