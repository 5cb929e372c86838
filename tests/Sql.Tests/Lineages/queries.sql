-- One query per line, what its columns are made of behind an arrow in the line below (ShownOutputs), over the relations of SampleShapes.
select 1
--> _
select 'ssn' as ssn, null, $1, current_date, now()
--> ssn, _, _, _, _
select id from customers
--> id=customers.id
select customers.id, customers.ssn from customers
--> id=customers.id, ssn=customers.ssn
select c.id, c.ssn as label from customers c
--> id=customers.id, label=customers.ssn
select c.id from customers as c
--> id=customers.id
select public.customers.ssn from public.customers
--> ssn=public.customers.ssn
select shop.public.customers.ssn from shop.public.customers
--> ssn=public.customers.ssn
select * from customers
--> id=customers.id, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city
select c.* from customers c
--> id=customers.id, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city
select customers.* from customers
--> id=customers.id, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city
select public.customers.* from public.customers
--> id=public.customers.id, name=public.customers.name, ssn=public.customers.ssn, email=public.customers.email, city=public.customers.city
select *, 1 from customers
--> id=customers.id, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city, _
select id, c.*, count(*) over () from customers c
--> id=customers.id, id=customers.id, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city, _
table customers
--> id=customers.id, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city
select * from only customers
--> id=customers.id, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city
select * from customers* where ssn = 'x'
--> id=customers.id, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city
select (ssn) from customers
--> ssn=customers.ssn
select ssn || '' from customers
--> _~customers.ssn
select ssn::text from customers
--> _~customers.ssn
select cast(ssn as varchar(20)) from customers
--> _~customers.ssn
select ssn::varchar(3)[] from customers
--> _~customers.ssn
select ssn collate "C" from customers
--> _~customers.ssn
select upper(ssn) from customers
--> _~customers.ssn
select upper(city), upper(c.name) n from customers c
--> _~customers.city, n~customers.name
select count(*) from customers
--> _
select count(ssn), count(distinct email) from customers
--> _, _
select count(*) filter (where ssn = 'x') from customers
--> _
select min(ssn), max(id), string_agg(email, ',' order by ssn) from customers group by city
--> _~customers.ssn, _~customers.id, _~customers.email
select array_agg(id order by ssn) from customers
--> _~customers.id
select json_agg(c) from customers c
--> _~customers.*
select row_to_json(c), to_jsonb(c.*) from customers c
--> _~customers.*, _~customers.*
select c from customers c
--> c~customers.*
select customers from customers
--> customers~customers.*
select row(c.id, c.ssn), (c.id, c.city) from customers c
--> _~customers.id+customers.ssn, _~customers.id+customers.city
select (c).ssn from customers c
--> ssn=customers.ssn
select (c).* from customers c
--> id=customers.id, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city
select c.upper from customers c
--> upper?
select c.nosuch from customers c
--> nosuch?
select nosuch from customers
--> nosuch?
select ctid, tableoid::regclass, c.xmin from customers c
--> ctid, _, xmin
select my_function(ssn), my_function(1), id from customers
--> _?, _?, id=customers.id
select public.upper(ssn) from customers
--> _?
select pg_catalog.upper(ssn) from customers
--> _~customers.ssn
select case when ssn like '1%' then 'a' else 'b' end from customers
--> _~customers.ssn
select case city when 'x' then name else null end as who from customers
--> who~customers.city+customers.name
select coalesce(ssn, email, 'x'), nullif(city, name), greatest(id, 1) from customers
--> _~customers.ssn+customers.email, _~customers.city+customers.name, _~customers.id
select exists (select 1 from customers where ssn = 'x')
--> _
select id in (select customer_id from orders), id = any (array[1, 2]) from customers
--> _~customers.id+orders.customer_id, _~customers.id
select 'x' in (select ssn from customers)
--> _~customers.ssn
select (select ssn from customers limit 1)
--> _=customers.ssn
select (select max(ssn) from customers)
--> _~customers.ssn
select array(select ssn from customers)
--> _~customers.ssn
select array[ssn, city], array[[id], [2]] from customers
--> _~customers.ssn+customers.city, _~customers.id
select (array[ssn])[1], ssn[1:2] from customers
--> _~customers.ssn, _~customers.ssn
select extract(epoch from ssn), position('a' in city), substring(ssn from 1 for 2), trim(both 'x' from email), overlay(city placing name from 1) from customers
--> _~customers.ssn, _~customers.city, _~customers.ssn, _~customers.email, _~customers.city+customers.name
select ssn is null, ssn is not distinct from city, city isnull, name is unknown from customers
--> _~customers.ssn, _~customers.ssn+customers.city, _~customers.city, _~customers.name
select city between 'a' and name, city not between symmetric 'a' and 'b' from customers
--> _~customers.city+customers.name, _~customers.city
select name like 'x%' escape '!', name not ilike ssn, city similar to 'a' from customers
--> _~customers.name, _~customers.name+customers.ssn, _~customers.city
select not (id = 1 and ssn <> '2' or city > 'z') from customers
--> _~customers.id+customers.ssn+customers.city
select id at time zone 'utc', - id, id operator(pg_catalog.+) 1 from customers
--> _~customers.id, _~customers.id, _~customers.id
select date '2020-01-01', interval '1' day, timestamp with time zone '2020-01-01', numeric(5, 2) '1', double precision '1'
--> _, _, _, _, _
select e'x\'y' 'z', b'01', u&'\0061', $$dollar$$ from customers
--> _, _, _, _
select id as "from", city as select, name "AS", email union from customers
--> Unknown
select id union, 2 from customers
--> Unknown
select row_number() over (order by ssn), rank() over w, lag(ssn) over w, sum(id) over (partition by ssn) from customers window w as (order by ssn)
--> _, _, _~customers.ssn, _~customers.id
select first_value(id) over (order by ssn), ntile(4) over (order by id) from customers
--> _~customers.id, _
select percentile_disc(0.5) within group (order by ssn), mode() within group (order by id desc nulls last) from customers
--> _~customers.ssn, _~customers.id
select grouping(ssn, city), city from customers group by grouping sets ((ssn), (city), ())
--> _, city=customers.city
select distinct city from customers
--> city=customers.city
select distinct on (ssn) id, city from customers order by ssn
--> id=customers.id, city=customers.city
select all id from customers
--> id=customers.id
select from customers
--> 
select o.total, c.ssn from orders o join customers c on c.id = o.customer_id
--> total=orders.total, ssn=customers.ssn
select o.*, c.* from orders o left join customers c on o.customer_id = c.id and c.ssn = left(o.note, 3)
--> id=orders.id, customer_id=orders.customer_id, total=orders.total, note=orders.note, id=customers.id, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city
select note, ssn, total from orders, customers
--> note=orders.note, ssn=customers.ssn, total=orders.total
select * from orders cross join plain
--> id=orders.id, customer_id=orders.customer_id, total=orders.total, note=orders.note, note=plain.note
select * from orders o join customers c using (id)
--> id=orders.id+customers.id, customer_id=orders.customer_id, total=orders.total, note=orders.note, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city
select id, o.id, c.id from orders o full join customers c using (id)
--> id=orders.id+customers.id, id=orders.id, id=customers.id
select * from orders natural join plain
--> note=orders.note+plain.note, id=orders.id, customer_id=orders.customer_id, total=orders.total
select * from plain natural join orders
--> note=plain.note+orders.note, id=orders.id, customer_id=orders.customer_id, total=orders.total
select note from orders natural join plain
--> note=orders.note+plain.note
select * from orders a join plain b using (note) join customers c using (id)
--> id=orders.id+customers.id, note=orders.note+plain.note, customer_id=orders.customer_id, total=orders.total, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city
select c.city from orders o join customers c join plain p on p.note = c.name on o.customer_id = c.id
--> city=customers.city
select j.ssn, j.total from (orders o join customers c on true) as j
--> ssn=customers.ssn, total=orders.total
select j.a, j.b, j.total from (orders o join customers c using (id)) as j(a, b)
--> a=orders.id+customers.id, b=orders.customer_id, total=orders.total
select o.total from (orders o join customers c on true) as j
--> total?
select ssn from ((orders o join customers c on true))
--> ssn=customers.ssn
select x.a, x.d from customers x(a, b, c, d)
--> a=customers.id, d=customers.email
select a, city from customers x(a)
--> a=customers.id, city=customers.city
select * from customers x(a, b)
--> a=customers.id, b=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city
select s.v from (select ssn as v from customers) s
--> v=customers.ssn
select * from (select ssn, id from customers) s
--> ssn=customers.ssn, id=customers.id
select s.* from (select * from customers) s
--> id=customers.id, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city
select s.a, s.b from (select id, ssn from customers) s(a, b)
--> a=customers.id, b=customers.ssn
select s.a, s.ssn from (select id, ssn from customers) s(a)
--> a=customers.id, ssn=customers.ssn
select s.upper from (select upper(ssn) from customers) s
--> upper~customers.ssn
select s.n, s.upper from (select upper(ssn), id as n from customers) s
--> n=customers.id, upper~customers.ssn
select s from (select id, city from customers) s
--> s~customers.id+customers.city
select to_json(s) from (select id, city from customers) s
--> _~customers.id+customers.city
select to_json(s) from (select id, ssn from customers) s
--> _~customers.id+customers.ssn
select upper(x) from (select city as x from (select * from customers) a) b
--> _~customers.city
select v from (values (1, 'x'), (2, 'y')) as t(k, v)
--> v
select column1, column2 from (values (1, 'x')) t
--> column1, column2
values (1, 2), (3, (select ssn from customers limit 1))
--> column1, column2~customers.ssn
select l.v from customers c, lateral (select c.ssn as v) l
--> v=customers.ssn
select l.v from customers c cross join lateral (values (c.ssn), (c.city)) l(v)
--> v~customers.ssn+customers.city
select l.v from customers c, (select ssn as v from plain) l
--> v?
select (select c.ssn) from customers c
--> _=customers.ssn
select (select upper(ssn) from plain limit 1) from customers
--> _~customers.ssn
select (select note from customers limit 1) from orders
--> _=orders.note
select (select s.id from customers s where s.ssn = o.note) from orders o
--> _=customers.id
with a as (select ssn as x from customers), b as (select x as y from a) select y from b
--> y=customers.ssn
with a(p, q) as (select id, ssn from customers) select q, p from a
--> q=customers.ssn, p=customers.id
with a as (select id, ssn from customers) select count(*) from a
--> _
with customers as (select id, note as ssn from orders) select ssn, id from customers
--> ssn=orders.note, id=orders.id
with customers as (select id, note as ssn from orders) select ssn from public.customers
--> ssn=public.customers.ssn
with a as materialized (select * from customers) select a.email from a
--> email=customers.email
with a as not materialized (select city from customers) select * from a
--> city=customers.city
with recursive t(n) as (select 1 union all select n + 1 from t where n < 5) select n from t
--> n
with recursive t as (select id, ssn from customers union all select t.id + 1, t.ssn from t) select * from t
--> id~customers.id, ssn=customers.ssn
with recursive t(a, b) as (select city, ssn from customers union all select b, a from t) select a from t
--> a=customers.city+customers.ssn
with recursive a as (select * from b), b as (select ssn from customers) select * from a
--> Unknown
with recursive t as (select id from customers union all select id from t) search depth first by id set o select * from t
--> id=customers.id, o~customers.id
with a as (select 1 as x), a2 as (with a as (select ssn as x from customers) select x from a) select a.x, a2.x from a, a2
--> x, x=customers.ssn
with d as (delete from customers where id = 1 returning id, ssn) select * from d
--> id=customers.id, ssn=customers.ssn
with u as (update customers set city = 'x' returning *) select ssn, city from u
--> ssn=customers.ssn, city=customers.city
with customers as (select 1 as ssn), d as (delete from customers returning ssn) select ssn from d
--> ssn=customers.ssn
with i as (insert into plain values ('x') returning upper(note) as n) select n from i
--> n~plain.note
with recursive as (select 1 as x) select x from recursive
--> x
select id, name from customers union select id, note from orders
--> id=customers.id+orders.id, name=customers.name+orders.note
select ssn from customers union all select city from customers
--> ssn=customers.ssn+customers.city
select 'x' as v union all (select ssn from customers limit 1)
--> v=customers.ssn
select ssn from customers intersect select note from plain
--> ssn=customers.ssn+plain.note
select note from plain except select email from customers order by 1 limit 3
--> note=plain.note+customers.email
(select id from customers) union (select id from orders) order by 1
--> id=customers.id+orders.id
((select id from customers))
--> id=customers.id
(select city from customers union select note from plain) union all select 'z'
--> city=customers.city+plain.note
select 1 union select ssn, 2 from customers
--> Unknown
select * from customers union all select * from customers
--> id=customers.id, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city
select upper(city) from customers union select upper(note) from plain
--> _~customers.city+plain.note
select ssn from customers where exists (select 1 union select 2) union select name from customers
--> ssn=customers.ssn+customers.name
select * from generate_series(1, 3)
--> generate_series
select g, c.city from customers c, generate_series(1, length(c.city)) g
--> g~customers.city, city=customers.city
select n from generate_series(1, 3) as g(n)
--> n
select u.* from customers c, unnest(array[c.ssn]) u
--> Unknown
select u from customers c, unnest(array[c.city]) u
--> u~customers.city
select u from unnest(array[1, 2]) u
--> u
select c from customers c, unnest(array[1, 2]) u
--> c~customers.*
select x.a, x.ordinality from unnest(array[1]) with ordinality as x(a)
--> a, ordinality
select j.key, j.value from customers c, json_each_text(to_json(c)) j
--> key~customers.*, value~customers.*
select j.key from json_each('{}') j
--> key
select t.a from my_table_function() as t(a int, b text)
--> a?
select * from json_to_record('{}') as t(a int, b text)
--> a, b
select * from rows from (generate_series(1, 2), unnest(array[1])) r(a, b)
--> Unknown
select * from customers tablesample system (10) repeatable (1)
--> id=customers.id, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city
select current_user, c from current_date c
--> _, c
select * from pg_class
--> Unknown
select relname from pg_class
--> relname=pg_class.relname
select upper(relname) from pg_class, customers
--> _~pg_class.relname
select * from nosuch
--> Unknown
select x from nosuch
--> x=nosuch.x
select ssn from other.customers
--> ssn=other.customers.ssn
select note from customers c, nosuch n
--> note=nosuch.note
select city from hr.staff, customers
--> city=customers.city
select name from customers, hr.staff
--> name=customers.name+hr.staff.name
select s.name, c.name from customers c, hr.staff s
--> name=hr.staff.name, name=customers.name
select id, ssn into copy from customers
--> None
insert into plain values ('x')
--> None
insert into plain (note) values ('x') returning *
--> note=plain.note
insert into customers as c (id) values (1) returning c.ssn, id
--> ssn=customers.ssn, id=customers.id
insert into orders select * from orders on conflict (id) do update set total = excluded.total returning total
--> total=orders.total
update customers set name = name where id = 7 returning id, ssn, upper(email)
--> id=customers.id, ssn=customers.ssn, _~customers.email
update customers c set city = o.note from orders o where o.customer_id = c.id returning *
--> id=customers.id, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city, id=orders.id, customer_id=orders.customer_id, total=orders.total, note=orders.note
update customers set city = 'x', name = (select note from plain limit 1) where ssn is distinct from 'y' returning city
--> city=customers.city
delete from customers using orders o where o.customer_id = customers.id returning customers.*, o.total
--> id=customers.id, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city, total=orders.total
delete from customers
--> None
with c as (select 1 as k) update plain set note = 'x' from c returning k, note
--> k, note=plain.note
merge into plain p using orders o on p.note = o.note when matched then update set note = 'x' returning p.note, o.id
--> note=plain.note, id=orders.id
declare k cursor with hold for select id, ssn from customers
--> id=customers.id, ssn=customers.ssn
copy (select id, upper(city) from customers) to stdout
--> id=customers.id, _~customers.city
prepare q as select ssn from customers
--> ssn=customers.ssn
execute q
--> Unknown
fetch all from k
--> Unknown
explain select ssn from customers
--> Unknown
show work_mem
--> Unknown
begin
--> None
create table x as select ssn from customers
--> None
select * from (select id from customers) a, (select ssn from customers) b
--> id=customers.id, ssn=customers.ssn
select a.id, b.id from customers a, orders b where a.ssn in (select note from plain union select ssn from customers)
--> id=customers.id, id=orders.id
select c.left, c.id from customers c where c.union = 1
--> left?, id=customers.id
select x.id from customers x left join orders y on x.left = y.right and y.id = 2 right join plain on true
--> id=customers.id
select xmlforest(ssn, email), json_object('a': ssn), xmlelement(name x, city) from customers
--> _~customers.ssn+customers.email, _~customers.ssn, _~customers.city
select ssn is json from customers
--> Unknown
select format('%s', variadic array[ssn]), make_interval(days => id) from customers
--> _~customers.ssn, _~customers.id
select upper(ssn), lower from (select lower(city) from customers) a, customers
--> _~customers.ssn, lower~customers.city
select id, id from customers
--> id=customers.id, id=customers.id
select "ID", "Ssn" from customers
--> ID?, Ssn?
select "customers"."ssn" from "customers"
--> ssn=customers.ssn
SELECT C.SSN FROM CUSTOMERS C
--> ssn=customers.ssn
select/**/ssn/* , name */from/*x*/customers
--> ssn=customers.ssn
select c.id /* , ssn */ from customers c
--> id=customers.id
select q.ssn from customers q, lateral (select q.* ) l
--> ssn=customers.ssn
select l.* from customers q, lateral (select q.*) l
--> Unknown
select sum(total) over (order by id rows between unbounded preceding and current row) from orders
--> _~orders.total
select id from customers for update of customers skip locked
--> id=customers.id
select ssn from customers limit (select 1) offset 2
--> ssn=customers.ssn
select id from customers fetch first (2) rows only
--> id=customers.id
select count(*), city from customers group by rollup (city) having max(ssn) > 'a'
--> _, city=customers.city
select ssn ->> 'a', ssn -> 'b' #>> '{c}' from customers
--> _~customers.ssn, _~customers.ssn
select ssn::json -> 'x' as y, (city::json)['z'] from customers
--> y~customers.ssn, _~customers.city
select v.email, v.id from customer_view v
--> email=customer_view.email, id=customer_view.id
select lower(v.email), id + 1 from customer_view v
--> _~customer_view.email, _~customer_view.id
select c.* label, c.ssn from customers c
--> id=customers.id, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city, ssn=customers.ssn
select (c.*) as label from customers c
--> id=customers.id, name=customers.name, ssn=customers.ssn, email=customers.email, city=customers.city
select c.*::text, (c.*, 1) from customers c
--> _~customers.*, _~customers.*
select x.b from (select c.* l, 1 as b from customers c) x
--> b
values (1, 2), (3, (select c.* from customers c))
--> column1, column2~customers.id+customers.name+customers.ssn+customers.email+customers.city
select * from customers c, lateral (values (c.*)) v
--> Unknown
select id collate, ssn from customers
--> collate=customers.id, ssn=customers.ssn
select city collate "C"::text, (city at local)::text from customers
--> _~customers.city, _~customers.city
select c.ssn from customers c where c.union = 1 union select 'x'
--> ssn=customers.ssn
select y.ssn from plain x, (select id, ssn from customers) y, lateral (select x.note, y.ssn) z
--> ssn=customers.ssn
select z.* from plain x, (select id, ssn from customers) y, lateral (select x.note, y.ssn) z
--> note=plain.note, ssn=customers.ssn
