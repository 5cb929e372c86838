import java.io.*;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.*;
import java.util.*;
import java.util.concurrent.*;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.copy.CopyManager;
import org.postgresql.util.PSQLException;

/**
 * pgjdbc against the server that PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE name.
 * Prints "ok <check>" or "not ok <check> - <why>" per check. POLICY=on says that a policy denies DROP and masks customers.ssn.
 */
public final class PgjdbcDriver {
    private static final int LARGE = 20 * 1024 * 1024;

    private static Connection connect(String... options) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", System.getenv("PGUSER"));
        properties.setProperty("password", System.getenv().getOrDefault("PGPASSWORD", ""));
        properties.setProperty("sslmode", "disable");
        properties.setProperty("loginTimeout", "20");
        for (int i = 0; i < options.length; i += 2) properties.setProperty(options[i], options[i + 1]);
        return DriverManager.getConnection("jdbc:postgresql://" + System.getenv("PGHOST") + ":" + System.getenv("PGPORT") + "/"
            + System.getenv("PGDATABASE"), properties);
    }

    private static void plain() throws Exception {
        try (Connection c = connect()) { Checks.same(1, Checks.scalar(c, "select 1")); }
        try (Connection c = connect("preferQueryMode", "simple")) { Checks.same(1, Checks.scalar(c, "select 1")); }
    }

    private static void tls() throws Exception {
        try (Connection c = connect("sslmode", "require")) { Checks.same(2, Checks.scalar(c, "select 2")); }
    }

    private static void parameters() throws Exception {
        try (Connection c = connect(); PreparedStatement p = c.prepareStatement(
                "select ?::int, ?::text, ?::text, ?::numeric, ?::date, ?::bool, ?::bytea, ?::int[]")) {
            p.setInt(1, 7);
            p.setString(2, "tëxt 'quoted' \\");
            p.setNull(3, Types.VARCHAR);
            p.setBigDecimal(4, new BigDecimal("1.50"));
            p.setDate(5, java.sql.Date.valueOf("2024-02-29"));
            p.setBoolean(6, true);
            p.setBytes(7, new byte[] {0, (byte) 255});
            p.setArray(8, c.createArrayOf("int4", new Integer[] {1, 2}));
            try (ResultSet r = p.executeQuery()) {
                r.next();
                Checks.same(7, r.getInt(1));
                Checks.same("tëxt 'quoted' \\", r.getString(2));
                Checks.same(null, r.getString(3));
                Checks.same(new BigDecimal("1.50"), r.getBigDecimal(4));
                Checks.same("2024-02-29", r.getDate(5).toString());
                Checks.same(true, r.getBoolean(6));
                Checks.same(new byte[] {0, (byte) 255}, r.getBytes(7));
                Checks.same(new Integer[] {1, 2}, r.getArray(8).getArray());
            }
        }
    }

    private static void prepared() throws Exception {
        // The fifth execution goes over to a named statement, the next ones to binary results.
        try (Connection c = connect(); PreparedStatement p = c.prepareStatement("select ?::int * 2, now()::timestamp, 'x'::text")) {
            for (int i = 0; i < 50; i++) {
                p.setInt(1, i);
                try (ResultSet r = p.executeQuery()) {
                    r.next();
                    Checks.same(i * 2, r.getInt(1));
                    Checks.same("x", r.getString(3));
                }
            }
        }
    }

    private static void types() throws Exception {
        String query = "select c_bool, c_int2, c_int4, c_int8, c_float4, c_float8, c_numeric, c_text, c_varchar, c_char, c_bytea, c_date,"
            + " c_timestamp, c_uuid, c_json::text, c_jsonb::text, c_inet::text, c_ints, c_texts, c_range::text, c_point::text, c_interval::text"
            + " from everything order by c_bool nulls last";
        Object[] expected = {true, -2, 4, 9007199254740993L, 1.5f, -2.25d, new BigDecimal("12345678901234567890.123456789"), "tëxt", "varchar",
            "ch   ", new byte[] {0, (byte) 255, 16}, java.sql.Date.valueOf("2024-02-29"), Timestamp.valueOf("2024-02-29 13:14:15.123456"),
            UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"), "{\"a\": 1}", "{\"b\": [1, 2]}", "192.168.1.7/32",
            new Integer[] {1, 2, null}, new String[] {"a", "b c", null}, "[1,10)", "(1,2)", "1 mon 2 days 03:04:05"};
        for (String threshold : new String[] {"0", "-1"}) {
            try (Connection c = connect("prepareThreshold", threshold); PreparedStatement p = c.prepareStatement(query)) {
                for (int round = 0; round < 3; round++) {
                    try (ResultSet r = p.executeQuery()) {
                        r.next();
                        for (int i = 0; i < expected.length; i++) {
                            Object actual = r.getObject(i + 1);
                            Checks.same(expected[i], actual instanceof java.sql.Array a ? a.getArray() : actual);
                        }
                        r.next();
                        for (int i = 0; i < expected.length; i++) Checks.same(null, r.getObject(i + 1));
                        Checks.same(false, r.next());
                    }
                }
            }
        }
    }

    private static void large_values() throws Exception {
        String text = "x".repeat(LARGE - 1) + "y";
        byte[] blob = new byte[LARGE];
        new Random(1).nextBytes(blob);
        try (Connection c = connect("prepareThreshold", "-1"); PreparedStatement p = c.prepareStatement("select ?::text, ?::bytea")) {
            p.setString(1, text);
            p.setBytes(2, blob);
            try (ResultSet r = p.executeQuery()) {
                r.next();
                if (!text.equals(r.getString(1))) throw new AssertionError("the text came back changed");
                if (!Arrays.equals(blob, r.getBytes(2))) throw new AssertionError("the bytes came back changed");
            }
        }
    }

    private static void many_rows() throws Exception {
        try (Connection c = connect()) {
            c.setAutoCommit(false);
            for (int fetchSize : new int[] {0, 1000}) {
                try (Statement s = c.createStatement()) {
                    s.setFetchSize(fetchSize);
                    long sum = 0;
                    try (ResultSet r = s.executeQuery("select i, 'row ' || i from generate_series(1, 100000) i")) {
                        while (r.next()) {
                            sum += r.getInt(1);
                            if (r.getInt(1) == 100000) Checks.same("row 100000", r.getString(2));
                        }
                    }
                    Checks.same(100000L * 100001 / 2, sum);
                }
            }
            c.commit();
        }
    }

    private static void transactions() throws Exception {
        String count = "select count(*) from scratch where value = 'jdbc'";
        try (Connection c = connect()) {
            c.setAutoCommit(false);
            Checks.execute(c, "insert into scratch values (-1, 'jdbc')");
            Checks.same(1L, Checks.scalar(c, count));
            Checks.refused("22012", () -> Checks.scalar(c, "select 1/0"));
            Checks.refused("25P02", () -> Checks.scalar(c, "select 1"));
            c.rollback();
            Checks.same(0L, Checks.scalar(c, count));
            Checks.execute(c, "insert into scratch values (-1, 'jdbc')");
            Savepoint savepoint = c.setSavepoint();
            Checks.refused("22012", () -> Checks.scalar(c, "select 1/0"));
            c.rollback(savepoint);
            c.commit();
            Checks.same(1L, Checks.scalar(c, count));
            Checks.execute(c, "delete from scratch where value = 'jdbc'");
            c.commit();
        }
    }

    private static void errors() throws Exception {
        try (Connection c = connect()) {
            SQLException error = Checks.refused("42P01", () -> Checks.scalar(c, "select * from nowhere"));
            if (!error.getMessage().contains("nowhere")) throw new AssertionError(error.getMessage());
            Checks.refused("22P02", () -> Checks.scalar(c, "select 'abc'::int"));
            Checks.refused("42601", () -> Checks.scalar(c, "selec 1"));
            Checks.refused("23505", () -> Checks.execute(c, "insert into orders (id) values (1)"));
            Checks.same(4, Checks.scalar(c, "select 4"));
        }
    }

    private static void copy() throws Exception {
        try (Connection c = connect()) {
            c.setAutoCommit(false);
            // The table is everybody's: what others commit meanwhile is not seen, and what they did before is counted.
            c.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            long others = (Long) Checks.scalar(c, "select count(*) from scratch");
            CopyManager manager = c.unwrap(PGConnection.class).getCopyAPI();
            var text = new StringBuilder();
            for (int i = 0; i < 20000; i++) text.append(i).append("\tcopied\\t").append(i).append('\n');
            Checks.same(20000L, manager.copyIn("copy scratch from stdin", new StringReader(text.toString())));
            var out = new StringWriter();
            Checks.same(20000L, manager.copyOut("copy (select id, value from scratch where value like 'copied%' order by id) to stdout", out));
            Checks.same(text.toString(), out.toString());
            var bytes = new ByteArrayOutputStream();
            Checks.same(20000L + others, manager.copyOut("copy scratch to stdout (format binary)", bytes));
            Checks.same("PGCOPY", new String(bytes.toByteArray(), 0, 6, StandardCharsets.US_ASCII));
            Checks.same(20000L + others, manager.copyIn("copy scratch from stdin (format binary)", new ByteArrayInputStream(bytes.toByteArray())));
            c.rollback();
            Checks.refused("22P02", () -> manager.copyIn("copy scratch from stdin", new StringReader("not a number\tx\n")));
            c.rollback();
            Checks.same(5, Checks.scalar(c, "select 5"));
        }
    }

    private static void cancel() throws Exception {
        try (Connection c = connect(); Statement s = c.createStatement()) {
            var timer = Executors.newSingleThreadScheduledExecutor();
            timer.schedule(() -> { s.cancel(); return null; }, 500, TimeUnit.MILLISECONDS);
            Checks.refused("57014", () -> s.executeQuery("select count(*) from generate_series(1, 20000000000)"));
            timer.shutdown();
            Checks.same(6, Checks.scalar(c, "select 6"));
        }
    }

    private static void pipeline() throws Exception {
        try (Connection c = connect()) {
            c.setAutoCommit(false);
            try (PreparedStatement p = c.prepareStatement("insert into scratch values (?, 'batch')")) {
                for (int i = 0; i < 2000; i++) {
                    p.setInt(1, i);
                    p.addBatch();
                }
                Checks.same(2000, Arrays.stream(p.executeBatch()).sum());
            }
            Checks.same(2000L, Checks.scalar(c, "select count(*) from scratch where value = 'batch'"));
            c.rollback();
            try (Statement s = c.createStatement()) {
                s.addBatch("insert into scratch values (1, 'batch')");
                s.addBatch("select 1/0");
                s.addBatch("insert into scratch values (2, 'batch')");
                try {
                    s.executeBatch();
                    throw new AssertionError("the error of the batch got lost");
                } catch (BatchUpdateException error) {
                    Checks.same("22012", error.getSQLState());
                }
            }
            c.rollback();
            Checks.same(0L, Checks.scalar(c, "select count(*) from scratch where value = 'batch'"));
        }
    }

    private static void concurrency() throws Exception {
        var pool = Executors.newFixedThreadPool(30);
        var work = new ArrayList<Future<?>>();
        for (int n = 0; n < 30; n++) {
            int number = n;
            work.add(pool.submit(() -> {
                try (Connection c = connect()) {
                    for (int i = 0; i < 20; i++) Checks.same(number * 1000 + i, Checks.scalar(c, "select " + (number * 1000 + i)));
                }
                return null;
            }));
        }
        for (Future<?> one : work) one.get();
        pool.shutdown();
    }

    private static void notify_() throws Exception {
        try (Connection listener = connect(); Connection speaker = connect()) {
            Checks.execute(listener, "listen jdbc_channel");
            Checks.execute(speaker, "select pg_notify('jdbc_channel', 'héllo')");
            PGNotification[] heard = listener.unwrap(PGConnection.class).getNotifications(10000);
            Checks.same(1, heard.length);
            Checks.same("héllo", heard[0].getParameter());
        }
    }

    private static void policy() throws Exception {
        String query = "select id, ssn from customers where id = 1";
        try (Connection c = connect("prepareThreshold", "3"); PreparedStatement p = c.prepareStatement(query)) {
            for (int round = 0; round < 8; round++) {
                try (ResultSet r = p.executeQuery()) {
                    r.next();
                    Checks.same(1, r.getInt(1));
                    String ssn = r.getString(2);
                    Checks.same(!Checks.POLICY, "123-45-6789".equals(ssn));
                    Checks.same(true, ssn.endsWith("6789"));
                }
            }
            if (!Checks.POLICY) return;
            SQLException error = Checks.refused("42501", () -> Checks.execute(c, "drop table doomed"));
            String message = ((PSQLException) error).getServerErrorMessage().getMessage();
            if (!message.startsWith("blocked by policy \"no-drop\": ")) throw new AssertionError(message);
            if (((PSQLException) error).getServerErrorMessage().getHint() == null) throw new AssertionError("no hint");
            c.setAutoCommit(false);
            Checks.execute(c, "insert into scratch values (-3, 'policy')");
            Checks.refused("42501", () -> Checks.execute(c, "drop table doomed"));
            Checks.refused("25P02", () -> Checks.scalar(c, "select 1"));
            c.rollback();
            Checks.same(1, Checks.scalar(c, "select 1"));
        }
    }

    /** Every column of every type, as the driver decodes it: for values that something in between may have rewritten. */
    private static void decode() throws Exception {
        for (String threshold : new String[] {"0", "-1"}) {
            try (Connection c = connect("prepareThreshold", threshold);
                    PreparedStatement p = c.prepareStatement("select * from everything where c_int4 is not null or c_int4 is null");
                    ResultSet r = p.executeQuery()) {
                int rows = 0;
                for (; r.next(); rows++) {
                    for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
                        r.getString(i);
                        if (r.getObject(i) instanceof java.sql.Array a) a.getArray();
                    }
                }
                Checks.same(2, rows);
            }
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        var checks = new LinkedHashMap<String, Checks.Check>();
        checks.put("plain", PgjdbcDriver::plain);
        checks.put("tls", PgjdbcDriver::tls);
        checks.put("parameters", PgjdbcDriver::parameters);
        checks.put("prepared", PgjdbcDriver::prepared);
        checks.put("types", PgjdbcDriver::types);
        checks.put("large_values", PgjdbcDriver::large_values);
        checks.put("many_rows", PgjdbcDriver::many_rows);
        checks.put("transactions", PgjdbcDriver::transactions);
        checks.put("errors", PgjdbcDriver::errors);
        checks.put("copy", PgjdbcDriver::copy);
        checks.put("cancel", PgjdbcDriver::cancel);
        checks.put("pipeline", PgjdbcDriver::pipeline);
        checks.put("concurrency", PgjdbcDriver::concurrency);
        checks.put("notify", PgjdbcDriver::notify_);
        checks.put("policy", PgjdbcDriver::policy);
        checks.put("decode", PgjdbcDriver::decode);
        Checks.run(checks, arguments);
    }
}
