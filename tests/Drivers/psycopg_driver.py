"""psycopg 3 against the server that PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE name.

Prints "ok <check>" or "not ok <check> - <why>" per check. POLICY=on says that a policy denies DROP and masks customers.ssn.
"""
import datetime
import decimal
import ipaddress
import os
import signal
import sys
import threading
import time
import traceback
import uuid

import psycopg
from psycopg.rows import tuple_row

LARGE = 20 * 1024 * 1024
POLICY = os.environ.get("POLICY") == "on"


def connect(**options):
    options.setdefault("sslmode", "disable")
    options.setdefault("autocommit", True)
    return psycopg.connect(connect_timeout=20, **options)


def same(expected, actual):
    if expected != actual:
        raise AssertionError(f"expected {expected!r:.200}, got {actual!r:.200}")


def refused(sqlstate, action):
    try:
        action()
    except psycopg.Error as error:
        same(sqlstate, error.sqlstate)
        return error
    raise AssertionError(f"expected SQLSTATE {sqlstate}, nothing was raised")


def plain():
    with connect() as c:
        same((1,), c.execute("select 1").fetchone())
        same(os.environ["PGUSER"], c.info.user)
        assert c.info.server_version >= 150000
        same("UTF8", c.info.parameter_status("server_encoding"))


def tls():
    with connect(sslmode="require") as c:
        same(True, c.pgconn.ssl_in_use)
        same((2,), c.execute("select 2").fetchone())


def parameters():
    with connect() as c:
        sent = (7, "tëxt 'quoted' \\", None, decimal.Decimal("1.50"), datetime.date(2024, 2, 29), True, b"\x00\xff", [1, 2])
        got = c.execute("select %s::int, %s::text, %s::text, %s::numeric, %s::date, %s::bool, %s::bytea, %s::int[]", sent).fetchone()
        same(sent[:-1], got[:-1])
        same(sent[-1], got[-1])
        with c.cursor(binary=True) as b:
            same((5, "x", b"\x01"), b.execute("select %b::int, %b::text, %b::bytea", (5, "x", b"\x01")).fetchone())


def prepared():
    with connect(prepare_threshold=0) as c:
        for i in range(50):
            same((i * 2,), c.execute("select %s::int * 2", (i,)).fetchone())
        same("s", c.execute("select left(%s::text, 1)", ("statement",)).fetchone()[0])
        c.execute("deallocate all")
        same((3,), c.execute("select 3").fetchone())


def expected_types():
    return {
        "c_bool": True, "c_int2": -2, "c_int4": 4, "c_int8": 9007199254740993, "c_float4": 1.5, "c_float8": -2.25,
        "c_numeric": decimal.Decimal("12345678901234567890.123456789"), "c_text": "tëxt", "c_varchar": "varchar", "c_char": "ch   ",
        "c_bytea": b"\x00\xff\x10", "c_date": datetime.date(2024, 2, 29), "c_time": datetime.time(13, 14, 15, 678000),
        "c_timestamp": datetime.datetime(2024, 2, 29, 13, 14, 15, 123456), "c_uuid": uuid.UUID("00112233-4455-6677-8899-aabbccddeeff"),
        "c_json": {"a": 1}, "c_jsonb": {"b": [1, 2]}, "c_inet": ipaddress.ip_address("192.168.1.7"),
        "c_cidr": ipaddress.ip_network("10.0.0.0/8"), "c_ints": [1, 2, None], "c_texts": ["a", "b c", None],
        "c_range": psycopg.types.range.Range(1, 10),
    }


def types():
    names, values = zip(*expected_types().items())
    query = f"select {', '.join(names)} from everything"
    with connect() as c:
        for binary in (False, True):
            with c.cursor(binary=binary, row_factory=tuple_row) as cursor:
                rows = cursor.execute(query).fetchall()
                same(2, len(rows))
                for name, expected, actual in zip(names, values, rows[0]):
                    if expected != actual:
                        raise AssertionError(f"{name} binary={binary}: expected {expected!r}, got {actual!r}")
                same([None] * len(names), list(rows[1]))
        same("(1,2)", c.execute("select c_point::text from everything where c_point is not null").fetchone()[0])


def large_values():
    text = "x" * (LARGE - 1) + "y"
    blob = bytes(range(256)) * (LARGE // 256)
    with connect() as c:
        same(text, c.execute("select %s::text", (text,)).fetchone()[0])
        with c.cursor(binary=True) as b:
            same(blob, b.execute("select %b::bytea", (blob,)).fetchone()[0])


def many_rows():
    with connect() as c:
        rows = c.execute("select i, 'row ' || i from generate_series(1, 100000) i").fetchall()
        same(100000, len(rows))
        same((100000, "row 100000"), rows[-1])
        with c.transaction(), c.cursor("server_side") as named:
            named.itersize = 5000
            same(100000 * 100001 // 2, sum(i for (i,) in named.execute("select i from numbers")))


def transactions():
    with connect(autocommit=False) as c:
        c.execute("create temp table t_tx (id int)")
        c.rollback()
        c.execute("insert into scratch values (-1, 'psycopg')")
        c.rollback()
        same((0,), c.execute("select count(*) from scratch where id = -1 and value = 'psycopg'").fetchone())
        with c.transaction():
            c.execute("insert into scratch values (-1, 'psycopg')")
            try:
                with c.transaction():
                    c.execute("select 1/0")
            except psycopg.errors.DivisionByZero:
                pass
            same((1,), c.execute("select count(*) from scratch where id = -1 and value = 'psycopg'").fetchone())
        c.execute("delete from scratch where id = -1 and value = 'psycopg'")
        c.commit()


def errors():
    with connect() as c:
        error = refused("42P01", lambda: c.execute("select * from nowhere"))
        assert "nowhere" in error.diag.message_primary
        refused("22P02", lambda: c.execute("select %s::int", ("abc",)))
        refused("42601", lambda: c.execute("selec 1"))
        refused("23505", lambda: c.execute("insert into orders (id) values (1)"))
        same((4,), c.execute("select 4").fetchone())


def copy():
    with connect(autocommit=False) as c:
        with c.cursor() as cursor:
            with cursor.copy("copy scratch from stdin") as target:
                for i in range(20000):
                    target.write_row((i, f"copied\t{i}\n\\"))
            same(20000, cursor.rowcount)
            with cursor.copy("copy (select id, value from scratch where value like 'copied%' order by id) to stdout") as source:
                rows = list(source.rows())
            same(20000, len(rows))
            same(("19999", "copied\t19999\n\\"), rows[-1])
            with cursor.copy("copy scratch from stdin (format binary)") as target:
                target.set_types(["int4", "text"])
                target.write_row((7, "binary"))
            with cursor.copy("copy (select * from scratch where value = 'binary') to stdout (format binary)") as source:
                source.set_types(["int4", "text"])
                same([(7, "binary")], list(source.rows()))
        c.rollback()
        refused("22P02", lambda: copy_bad_row(c))
        c.rollback()
        same((5,), c.execute("select 5").fetchone())


def copy_bad_row(c):
    with c.cursor() as cursor, cursor.copy("copy scratch from stdin") as target:
        target.write("not a number\tx\n")


def cancel():
    with connect() as c:
        started = time.monotonic()
        timer = threading.Timer(0.5, c.cancel)
        timer.start()
        refused("57014", lambda: c.execute("select count(*) from generate_series(1, 20000000000)"))
        timer.join()
        assert time.monotonic() - started < 20
        same((6,), c.execute("select 6").fetchone())


def pipeline():
    with connect() as c:
        with c.pipeline() as p:
            cursors = [c.execute("select %s::int", (i,)) for i in range(200)]
            p.sync()
            same(list(range(200)), [cursor.fetchone()[0] for cursor in cursors])
        try:
            with c.pipeline() as p:
                c.execute("insert into scratch values (-2, 'pipeline')")
                c.execute("select 1/0")
                c.execute("select 1")
                p.sync()
            raise AssertionError("the error of the pipeline got lost")
        except psycopg.errors.DivisionByZero:
            pass
        same((0,), c.execute("select count(*) from scratch where value = 'pipeline'").fetchone())
        with c.cursor() as cursor:
            cursor.executemany("select %s::int", [(i,) for i in range(10)], returning=True)
            same((0,), cursor.fetchone())


def concurrency():
    failures = []

    def work(n):
        try:
            with connect() as c:
                for i in range(20):
                    same((n, i), c.execute("select %s::int, %s::int", (n, i)).fetchone())
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def notify():
    with connect() as listener, connect() as speaker:
        listener.execute("listen psycopg_channel")
        threading.Timer(0.3, lambda: speaker.execute("select pg_notify('psycopg_channel', 'héllo')")).start()
        notification = next(listener.notifies())
        same(("psycopg_channel", "héllo"), (notification.channel, notification.payload))


def policy():
    with connect() as c:
        if not POLICY:
            same("123-45-6789", c.execute("select ssn from customers where id = 1").fetchone()[0])
            return
        for options in ({}, {"prepare": True}):
            error = refused("42501", lambda: c.execute("drop table doomed", **options))
            assert error.diag.message_primary.startswith('blocked by policy "no-drop": '), error.diag.message_primary
            assert error.diag.message_hint
        same((1,), c.execute("select 1").fetchone())
        for binary in (False, True):
            with c.cursor(binary=binary) as cursor:
                rows = cursor.execute("select id, ssn from customers where id = %s", (1,)).fetchall()
                same(1, len(rows))
                assert rows[0][0] == 1 and rows[0][1] != "123-45-6789" and rows[0][1].endswith("6789"), rows
        for statement in ("copy customers (id, ssn) to stdout", "copy (select id, ssn from customers) to stdout (format binary)"):
            with c.cursor() as cursor, cursor.copy(statement) as source:
                source.set_types(["int4", "text"])
                rows = {int(id): ssn for id, ssn in source.rows()}
            same({1: "*******6789", 2: "*******4321", 3: "*******3456", 4: None}, rows)
        with c.transaction():
            c.execute("insert into scratch values (-3, 'policy')")
            try:
                with c.transaction():
                    c.execute("drop table doomed")
            except psycopg.errors.InsufficientPrivilege:
                pass
            c.execute("delete from scratch where id = -3")


CHECKS = [plain, tls, parameters, prepared, types, large_values, many_rows, transactions, errors, copy, cancel, pipeline,
          concurrency, notify, policy]


def main():
    def expired(*_):
        raise TimeoutError("no answer within 60 s")

    signal.signal(signal.SIGALRM, expired)
    for check in CHECKS:
        if len(sys.argv) > 1 and check.__name__ not in sys.argv[1:]:
            continue
        signal.alarm(60)
        try:
            check()
            print(f"ok {check.__name__}", flush=True)
        except BaseException as error:
            line = traceback.extract_tb(error.__traceback__)[-1].lineno
            why = f"{type(error).__name__} at line {line}: {error}".replace("\n", " ")
            print(f"not ok {check.__name__} - {why}", flush=True)
        finally:
            signal.alarm(0)


main()
