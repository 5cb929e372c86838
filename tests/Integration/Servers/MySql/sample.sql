-- The tables of database shop, for MariaDB and MySQL alike: fixed data, so that two runs give the same bytes.
create table customers (id int primary key, name varchar(40), ssn varchar(20), email varchar(60), card varchar(20),
                        salary decimal(12,2), dob date, note varchar(40), active bool);
insert into customers values
  (1, 'Ada',   '123-45-6789', 'ada@example.com',   '4111111111111111', 5000.50, '1985-12-10', 'first',   true),
  (2, 'Bob',   '987-65-4321', 'bob@example.com',   '5500005555555559', 4100.00, '1990-02-01', 'second',  false),
  (3, 'Chloé', '555-12-3456', 'chloe@example.org', '340000000000009',  null,    null,         'ünïcode', true),
  (4, 'Dan',   null,          null,                null,               3900.25, '2001-07-30', null,      null);
create table digits (d int primary key);
insert into digits values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
create table numbers (i int primary key);
insert into numbers select 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d
  from digits a, digits b, digits c, digits e, digits f;
create table orders (id int primary key, customer_id int, item varchar(40), amount decimal(10,2), key (customer_id));
insert into orders select i, 1 + i % 4, concat('item ', i), i * 1.25 from numbers where i <= 100 order by i;
create database elsewhere;
create table elsewhere.customers (id int primary key, ssn varchar(20));
insert into elsewhere.customers values (1, 'not secret');
create table bulk (id int primary key, filler mediumtext);
insert into bulk select i, repeat('x', 10000) from numbers where i <= 100 order by i;
create table staff (id int primary key, name varchar(40), pay decimal(10,2));
insert into staff values (1, 'Eve', 9999), (2, 'Mallory', 8888);
create table doomed (id int primary key);
create table scratch (id int, value varchar(200));
create table large_values (id int primary key, value longtext);
create table everything (id int primary key,
  c_tinyint tinyint, c_utinyint tinyint unsigned, c_smallint smallint, c_usmallint smallint unsigned, c_mediumint mediumint,
  c_umediumint mediumint unsigned, c_int int, c_uint int unsigned, c_bigint bigint, c_ubigint bigint unsigned,
  c_float float, c_double double, c_decimal decimal(40,10), c_bit bit(10), c_bool bool, c_char char(5), c_varchar varchar(20),
  c_binary binary(4), c_varbinary varbinary(20), c_tinytext tinytext, c_text text, c_mediumtext mediumtext, c_longtext longtext,
  c_tinyblob tinyblob, c_blob blob, c_mediumblob mediumblob, c_longblob longblob, c_enum enum('red', 'green'),
  c_set set('a', 'b', 'c'), c_date date, c_time time, c_time6 time(6), c_datetime datetime, c_datetime6 datetime(6),
  c_timestamp timestamp null, c_timestamp6 timestamp(6) null, c_year year, c_json json, c_point point);
insert into everything values (1, -128, 255, -32768, 65535, -8388608, 16777215, -2147483648, 4294967295, -9007199254740993,
  18446744073709551615, 1.5, -2.25, 12345678901234567890.0123456789, b'1000000011', true, 'ch', 'tëxt', x'00ff1000', x'00ff10', 'tiny',
  'text', 'medium', 'long', x'01', x'0200ff', x'03', x'04', 'green', 'a,c', '2024-02-29', '-13:14:15', '100:14:15.678901',
  '2024-02-29 13:14:15', '2024-02-29 13:14:15.123456', '2024-02-29 13:14:15', '2024-02-29 13:14:15.123456', 2024,
  '{"a": [1, "ü"]}', st_geomfromtext('POINT(1 2)'));
insert into everything (id) values (2);
insert into everything (id, c_time, c_time6, c_datetime, c_date, c_char, c_varchar, c_blob) values
  (3, '00:00:00', '00:00:00', '2024-02-29 00:00:00', '1000-01-01', '', '', '');
create view customer_names as select id, name from customers;
create view customer_contacts as select name, email as contact, ssn as tax_ref from customers;
delimiter //
create procedure two_results(in first_id int, out total int, inout label varchar(40))
begin
  select id, item from orders where id between first_id and first_id + 1 order by id;
  select d from digits where d < 3 order by d;
  set total = 42;
  set label = concat('<', label, '>');
end//
create procedure one_customer(in wanted int) select id, name, ssn from customers where id = wanted//
create procedure complain() signal sqlstate '45000' set message_text = 'complaint'//
create function order_total(wanted int) returns decimal(12,2) reads sql data
  return (select sum(amount) from orders where customer_id = wanted)//
delimiter ;
