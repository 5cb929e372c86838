"""PyMySQL or MySQLdb against the server that DB_HOST, DB_PORT, DB_USER, DB_PASSWORD and DB_DATABASE name.

    mysql_python_driver.py pymysql|MySQLdb [CHECK...]

Prints "ok <check>" or "not ok <check> - <why>" per check. POLICY=on says that a policy denies DROP and masks customers.ssn.
DB_TLS_USER logs in over TLS; DB_BRAND is mariadb or mysql.
"""
import contextlib
import datetime
import decimal
import importlib
import os
import signal
import sys
import tempfile
import threading
import traceback

NAME = sys.argv[1]
driver = importlib.import_module(NAME)
cursors = importlib.import_module(NAME + ".cursors")
PURE = NAME == "pymysql"
POLICY = os.environ.get("POLICY") == "on"
MARIADB = os.environ["DB_BRAND"] == "mariadb"
LARGE = 20 * 1024 * 1024
# A row of one such value fills a packet to its last byte, the next ones need a second packet, empty and not.
EDGES = (16777211, 16777215, 16777216)
MULTI_STATEMENTS = 1 << 16


def connect(**options):
    settings = {"host": os.environ["DB_HOST"], "port": int(os.environ["DB_PORT"]), "user": os.environ["DB_USER"],
                "password": os.environ["DB_PASSWORD"], "database": os.environ["DB_DATABASE"], "charset": "utf8mb4",
                "autocommit": True, "connect_timeout": 20, **options}
    if PURE:
        settings.setdefault("max_allowed_packet", 1 << 26)
    elif "ssl" not in settings and not MARIADB:
        # The C library sends a password in clear over TLS only, and asks for the server's key only when told to.
        settings["ssl"] = {}
    return contextlib.closing(driver.connect(**settings))


def rows(connection, sql, parameters=None, kind=cursors.Cursor):
    with connection.cursor(kind) as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def same(expected, actual):
    if expected != actual:
        raise AssertionError(f"expected {expected!r:.200}, got {actual!r:.200}")


def refused(code, action):
    try:
        action()
    except driver.Error as error:
        same(code, error.args[0])
        return error
    raise AssertionError(f"expected error {code}, nothing was raised")


def plain():
    with connect() as c:
        same([(1,)], rows(c, "select 1"))
        same([(os.environ["DB_USER"], os.environ["DB_DATABASE"])], rows(c, "select substring_index(user(), '@', 1), database()"))
        assert ("MariaDB" in c.get_server_info()) == MARIADB
        c.ping()


def tls():
    # The account of this check may log in over TLS only, where nothing stands between.
    with connect(user=os.environ["DB_TLS_USER"], ssl={"check_hostname": False} if PURE else {"cipher": "ECDHE-ECDSA-AES256-GCM-SHA384"}) as c:
        same([(2,)], rows(c, "select 2"))


def parameters():
    with connect() as c:
        sent = (7, "tëxt 'quoted' \\ \0 \n", None, decimal.Decimal("1.50"), datetime.date(2024, 2, 29), b"\x00\xff'\\")
        got = rows(c, "select %s, %s, %s, %s, %s, _binary %s", sent)[0]
        same((7, sent[1], None, decimal.Decimal("1.50"), "2024-02-29", sent[5]), got)


def expected_types():
    return {
        "c_tinyint": -128, "c_utinyint": 255, "c_smallint": -32768, "c_usmallint": 65535, "c_mediumint": -8388608,
        "c_umediumint": 16777215, "c_int": -2147483648, "c_uint": 4294967295, "c_bigint": -9007199254740993,
        "c_ubigint": 18446744073709551615, "c_float": 1.5, "c_double": -2.25,
        "c_decimal": decimal.Decimal("12345678901234567890.0123456789"), "c_bit": b"\x02\x03", "c_bool": 1, "c_char": "ch",
        "c_varchar": "tëxt", "c_binary": b"\x00\xff\x10\x00", "c_varbinary": b"\x00\xff\x10", "c_tinytext": "tiny", "c_text": "text",
        "c_mediumtext": "medium", "c_longtext": "long", "c_tinyblob": b"\x01", "c_blob": b"\x02\x00\xff", "c_mediumblob": b"\x03",
        "c_longblob": b"\x04", "c_enum": "green", "c_date": datetime.date(2024, 2, 29),
        "c_time": -datetime.timedelta(hours=13, minutes=14, seconds=15),
        "c_time6": datetime.timedelta(hours=100, minutes=14, seconds=15, microseconds=678901),
        "c_datetime": datetime.datetime(2024, 2, 29, 13, 14, 15), "c_datetime6": datetime.datetime(2024, 2, 29, 13, 14, 15, 123456),
        "c_timestamp": datetime.datetime(2024, 2, 29, 13, 14, 15),
        "c_timestamp6": datetime.datetime(2024, 2, 29, 13, 14, 15, 123456), "c_year": 2024, "c_json": '{"a": [1, "ü"]}',
    }


def types():
    names, values = zip(*expected_types().items())
    with connect() as c:
        found = rows(c, f"select {', '.join(names)} from everything order by id")
        same(3, len(found))
        for name, expected, actual in zip(names, values, found[0]):
            if expected != actual:
                raise AssertionError(f"{name}: expected {expected!r}, got {actual!r}")
        same([None] * len(names), list(found[1]))
        same([("", "", b"", "POINT(1 2)")], rows(c, "select e.c_char, e.c_varchar, e.c_blob, st_astext(p.c_point) "
                                                    "from everything e, everything p where e.id = 3 and p.id = 1"))
        same({"id": 1, "c_set": "a,c"}, rows(c, "select id, c_set from everything where id = 1", kind=cursors.DictCursor)[0])


def streaming():
    with connect() as c:
        with c.cursor(cursors.SSCursor) as cursor:
            cursor.execute("select i, concat('row ', i) from numbers order by i")
            same((1, "row 1"), cursor.fetchone())
            same(999, len(cursor.fetchmany(999)))
            same(100000 - 1000, sum(1 for _ in cursor))
        same([(3,)], rows(c, "select 3"))


def large_values():
    with connect() as c:
        for size in EDGES + (LARGE,):
            text = "x" * (size - 1) + "y"
            same([(size, text)], rows(c, "select length(%s), concat(repeat('x', %s), 'y')", (text, size - 1)))
            del text
        blob = bytes(range(256)) * (LARGE // 256)
        same([(blob,)], rows(c, "select _binary %s", (blob,)))


def edge_queries():
    # The command byte and the statement fill a packet short of, to, and past its last byte.
    with connect() as c:
        for size in (0xFFFFFE, 0xFFFFFF, 0x1000000):
            head = "select length('"
            sql = head + "x" * (size - 1 - len(head) - 2) + "')"
            same(size, 1 + len(sql))
            same([(size - 1 - len(head) - 2,)], rows(c, sql))


def many_rows():
    with connect() as c:
        found = rows(c, "select i, concat('row ', i) from numbers order by i")
        same(100000, len(found))
        same((100000, "row 100000"), found[-1])


def multi_statements():
    with connect(client_flag=MULTI_STATEMENTS) as c, c.cursor() as cursor:
        cursor.execute("select 1; do 0; select 2, 3")
        found = [list(cursor.fetchall())]
        while cursor.nextset():
            found.append(list(cursor.fetchall()))
        same([[(1,)], [], [(2, 3)]], found)
        cursor.execute("select 1; select * from nowhere; select 3")
        same([(1,)], list(cursor.fetchall()))
        refused(1146, cursor.nextset)
        same([(4,)], rows(c, "select 4"))


def call():
    with connect() as c, c.cursor() as cursor:
        cursor.callproc("two_results", (3, 0, "label"))
        same([(3, "item 3"), (4, "item 4")], list(cursor.fetchall()))
        assert cursor.nextset()
        same([(0,), (1,), (2,)], list(cursor.fetchall()))
        while cursor.nextset():
            pass
        if not POLICY:
            same([(42, "<label>")], rows(c, "select @_two_results_1, @_two_results_2"))
        refused(1644, lambda: rows(c, "call complain()"))
        same([(5,)], rows(c, "select 5"))


def transactions():
    mark = NAME + os.environ["DB_PORT"]

    def count(connection):
        return rows(connection, "select count(*) from scratch where value = %s", (mark,))[0][0]

    with connect(autocommit=False) as c, connect() as other:
        rows(c, "insert into scratch values (-1, %s)", (mark,))
        same((1, 0), (count(c), count(other)))
        c.rollback()
        same(0, count(c))
        rows(c, "insert into scratch values (-1, %s)", (mark,))
        rows(c, "savepoint s")
        rows(c, "insert into scratch values (-2, %s)", (mark,))
        refused(1146, lambda: rows(c, "select * from nowhere"))
        rows(c, "rollback to savepoint s")
        c.commit()
        same(1, count(other))
        with c.cursor() as cursor:
            same(1, cursor.execute("delete from scratch where value = %s", (mark,)))
        c.commit()
        same(0, count(other))


def errors():
    with connect() as c:
        assert "nowhere" in refused(1146, lambda: rows(c, "select * from nowhere")).args[1]
        refused(1064, lambda: rows(c, "selec 1"))
        refused(1062, lambda: rows(c, "insert into orders (id) values (1)"))
        refused(1305, lambda: rows(c, "select no_such_function(1)") if not POLICY else rows(c, "call no_such_procedure()"))
        same([(4,)], rows(c, "select 4"))
    refused(1045, lambda: connect(password="wrong"))
    refused(1049, lambda: connect(database="nowhere"))


def load_data():
    mark = NAME + os.environ["DB_PORT"]
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as file:
        file.writelines(f"{i}\t{mark}\n" for i in range(50000))
        file.flush()
        with connect(local_infile=1) as c:
            with c.cursor() as cursor:
                same(50000, cursor.execute(f"load data local infile '{file.name}' into table scratch"))
                same(50000, cursor.execute("delete from scratch where value = %s", (mark,)))
            refused(1146, lambda: rows(c, f"load data local infile '{file.name}' into table nowhere"))
            same([(6,)], rows(c, "select 6"))
        with connect(local_infile=0) as c:
            refused(4166 if MARIADB else 3948, lambda: rows(c, f"load data local infile '{file.name}' into table scratch"))


def concurrency():
    failures = []

    def work(n):
        try:
            with connect() as c:
                for i in range(20):
                    same([(n, i)], rows(c, "select %s, %s", (n, i)))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def change_user():
    # MySQLdb alone can: the user and the session's state change, the connection stays.
    with connect() as c:
        rows(c, "set @mine = 1")
        c.change_user(os.environ["DB_USER"], os.environ["DB_PASSWORD"], "elsewhere")
        same([("elsewhere", None)], rows(c, "select database(), @mine"))


def policy():
    with connect() as c:
        if not POLICY:
            same([("123-45-6789",)], rows(c, "select ssn from customers where id = 1"))
            return
        error = refused(1142, lambda: rows(c, "drop table doomed"))
        assert error.args[1].startswith('blocked by policy "no-drop": '), error.args[1]
        same([(1,)], rows(c, "select 1"))
        found = rows(c, "select id, ssn from customers where id = %s", (1,))
        same(1, len(found))
        assert found[0][0] == 1 and found[0][1] != "123-45-6789" and found[0][1].endswith("6789"), found
        found = rows(c, "select id, ssn from customers order by id", kind=cursors.SSCursor)
        same([1, 2, 3, 4], [row[0] for row in found])
        assert not {row[1] for row in found} & {"123-45-6789", "987-65-4321", "555-12-3456"}, found


CHECKS = [plain, tls, parameters, types, streaming, large_values, edge_queries, many_rows, multi_statements, call, transactions,
          errors, load_data, concurrency, policy] + ([] if PURE else [change_user])


def main():
    def expired(*_):
        raise TimeoutError("no answer within 60 s")

    signal.signal(signal.SIGALRM, expired)
    for check in CHECKS:
        if len(sys.argv) > 2 and check.__name__ not in sys.argv[2:]:
            continue
        signal.alarm(60)
        try:
            check()
            print(f"ok {check.__name__}", flush=True)
        except BaseException as error:
            line = traceback.extract_tb(error.__traceback__)[-1].lineno
            why = f"{type(error).__name__} at line {line}: {error}".replace("\n", " ")
            print(f"not ok {check.__name__} - {why:.600}", flush=True)
        finally:
            signal.alarm(0)


main()
