import java.io.*;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.*;
import java.util.*;
import java.util.concurrent.*;

/**
 * MariaDB Connector/J against the server that DB_HOST, DB_PORT, DB_USER, DB_PASSWORD and DB_DATABASE name.
 * Prints "ok <check>" or "not ok <check> - <why>" per check. POLICY=on says that a policy denies DROP and masks customers.ssn.
 * DB_TLS_USER logs in over TLS; DB_BRAND is mariadb or mysql.
 */
public final class ConnectorJDriver {
    private static final int LARGE = 20 * 1024 * 1024;
    /** A row of one such value fills a packet to its last byte, the next ones need a second packet, empty and not. */
    private static final int[] EDGES = {16777211, 16777215, 16777216, LARGE};
    private static final String MARK = "connectorj " + System.getenv("DB_PORT");
    /** The SQL states of a table that is not there, of a refusal, and of what can not be read: refused, too, under a policy. */
    private static final String MISSING = "42S02", REFUSED = "42000";
    /** Statements as text, and prepared by the server: text and binary rows. */
    private static final String[] PROTOCOLS = {"false", "true"};

    private static Connection connect(String... options) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", System.getenv("DB_USER"));
        properties.setProperty("password", System.getenv("DB_PASSWORD"));
        properties.setProperty("connectTimeout", "20000");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("allowMultiQueries", "true");
        for (int i = 0; i < options.length; i += 2) properties.setProperty(options[i], options[i + 1]);
        return DriverManager.getConnection("jdbc:mariadb://" + System.getenv("DB_HOST") + ":" + System.getenv("DB_PORT") + "/"
            + System.getenv("DB_DATABASE"), properties);
    }

    private static Connection prepared(String serverSide) throws SQLException { return connect("useServerPrepStmts", serverSide); }

    private static void plain() throws Exception {
        try (Connection c = connect()) {
            Checks.same(1, ((Number) Checks.scalar(c, "select 1")).intValue());
            Checks.same("shop", c.getCatalog());
            Checks.same(true, c.isValid(5));
        }
    }

    private static void tls() throws Exception {
        try (Connection c = connect("user", System.getenv("DB_TLS_USER"), "useSsl", "true", "trustServerCertificate", "true")) {
            Checks.same(2, ((Number) Checks.scalar(c, "select 2")).intValue());
        }
    }

    private static void parameters() throws Exception {
        for (String protocol : PROTOCOLS) {
            try (Connection c = prepared(protocol); PreparedStatement p = c.prepareStatement("select ?, ?, ?, ?, hex(?), ?, ?")) {
                p.setInt(1, 7);
                p.setString(2, "tëxt 'quoted' \\ \0 \n");
                p.setNull(3, Types.VARCHAR);
                p.setBigDecimal(4, new BigDecimal("1.50"));
                p.setBytes(5, new byte[] {0, (byte) 255, 39, 92});
                p.setTimestamp(6, Timestamp.valueOf("2024-02-29 13:14:15"));
                p.setDouble(7, -2.25);
                for (int round = 0; round < 3; round++) {
                    try (ResultSet r = p.executeQuery()) {
                        r.next();
                        Checks.same(7, r.getInt(1));
                        Checks.same("tëxt 'quoted' \\ \0 \n", r.getString(2));
                        Checks.same(null, r.getString(3));
                        Checks.same(new BigDecimal("1.50"), r.getBigDecimal(4));
                        Checks.same("00FF275C", r.getString(5));
                        Checks.same("2024-02-29 13:14:15", r.getString(6).substring(0, 19));
                        Checks.same(-2.25, r.getDouble(7));
                    }
                }
            }
        }
    }

    private static void types() throws Exception {
        String query = "select c_tinyint, c_utinyint, c_smallint, c_usmallint, c_mediumint, c_umediumint, c_int, c_uint, c_bigint, c_ubigint,"
            + " c_float, c_double, c_decimal, c_char, c_varchar, c_binary, c_varbinary, c_tinytext, c_text, c_mediumtext, c_longtext, c_blob,"
            + " c_longblob, c_enum, c_set, c_date, c_datetime6, c_timestamp6, c_json from everything order by id";
        Object[] expected = {-128, 255, -32768, 65535, -8388608, 16777215, -2147483648, 4294967295L, -9007199254740993L, "18446744073709551615",
            1.5f, -2.25d, new BigDecimal("12345678901234567890.0123456789"), "ch", "tëxt", new byte[] {0, (byte) 255, 16, 0},
            new byte[] {0, (byte) 255, 16}, "tiny", "text", "medium", "long", new byte[] {2, 0, (byte) 255}, new byte[] {4}, "green", "a,c",
            java.sql.Date.valueOf("2024-02-29"), Timestamp.valueOf("2024-02-29 13:14:15.123456"), Timestamp.valueOf("2024-02-29 13:14:15.123456"),
            "{\"a\": [1, \"ü\"]}"};
        for (String protocol : PROTOCOLS) {
            try (Connection c = prepared(protocol); PreparedStatement p = c.prepareStatement(query)) {
                for (int round = 0; round < 3; round++) {
                    try (ResultSet r = p.executeQuery()) {
                        r.next();
                        for (int i = 0; i < expected.length; i++) {
                            Object actual = expected[i] instanceof String ? r.getString(i + 1) : expected[i] instanceof byte[] ? r.getBytes(i + 1)
                                : r.getObject(i + 1, expected[i].getClass());
                            if (!Objects.deepEquals(expected[i], actual))
                                throw new AssertionError("column " + (i + 1) + ", server-side " + protocol + ": " + expected[i] + ", got " + actual);
                        }
                        r.next();
                        for (int i = 1; i <= expected.length; i++) Checks.same(null, r.getObject(i));
                        r.next();
                        Checks.same("", r.getString(14));
                        Checks.same(false, r.next());
                    }
                }
            }
        }
    }

    private static void large_values() throws Exception {
        for (String protocol : PROTOCOLS) {
            try (Connection c = prepared(protocol); PreparedStatement p = c.prepareStatement("select length(?), concat(repeat('x', ?), 'y')")) {
                for (int size : EDGES) {
                    String text = "x".repeat(size - 1) + "y";
                    p.setString(1, text);
                    p.setInt(2, size - 1);
                    try (ResultSet r = p.executeQuery()) {
                        r.next();
                        Checks.same(size, r.getInt(1));
                        Checks.same(true, text.equals(r.getString(2)));
                    }
                }
            }
        }
    }

    private static void long_data() throws Exception {
        byte[] blob = new byte[LARGE];
        for (int i = 0; i < blob.length; i++) blob[i] = (byte) i;
        try (Connection c = prepared("true"); PreparedStatement p = c.prepareStatement("select length(?), ?")) {
            p.setBinaryStream(1, new ByteArrayInputStream(blob));
            p.setString(2, "beside it");
            try (ResultSet r = p.executeQuery()) {
                r.next();
                Checks.same(LARGE, r.getInt(1));
                Checks.same("beside it", r.getString(2));
            }
        }
    }

    private static void many_rows() throws Exception {
        for (String protocol : PROTOCOLS) {
            for (int fetchSize : new int[] {0, 1, 5000}) {
                try (Connection c = prepared(protocol); PreparedStatement p = c.prepareStatement(
                        "select i, concat('row ', i) from numbers" + (fetchSize == 1 ? " where i <= 1000" : "") + " order by i")) {
                    p.setFetchSize(fetchSize);
                    int count = 0;
                    try (ResultSet r = p.executeQuery()) {
                        while (r.next()) {
                            count++;
                            if (r.getInt(1) != count || !r.getString(2).equals("row " + count)) throw new AssertionError("row " + count);
                        }
                    }
                    Checks.same(fetchSize == 1 ? 1000 : 100000, count);
                }
            }
        }
    }

    private static void multi_statements() throws Exception {
        try (Connection c = connect(); Statement s = c.createStatement()) {
            Checks.same(true, s.execute("select 1; do 0; select 2, 3"));
            Checks.same(false, s.getMoreResults());
            Checks.same(0, s.getUpdateCount());
            Checks.same(true, s.getMoreResults());
            s.getResultSet().next();
            Checks.same(3, s.getResultSet().getInt(2));
            Checks.refused(MISSING, () -> s.execute("select 1; select * from nowhere; select 3"));
            Checks.same(4, ((Number) Checks.scalar(c, "select 4")).intValue());
        }
    }

    private static void call() throws Exception {
        try (Connection c = prepared("true")) {
            for (int round = 0; round < 2; round++) {
                try (CallableStatement p = c.prepareCall("{call two_results(?, ?, ?)}")) {
                    p.setInt(1, 3);
                    p.registerOutParameter(2, Types.INTEGER);
                    p.registerOutParameter(3, Types.VARCHAR);
                    p.setString(3, "label");
                    Checks.same(true, p.execute());
                    p.getResultSet().next();
                    Checks.same("item 3", p.getResultSet().getString(2));
                    Checks.same(true, p.getMoreResults());
                    p.getResultSet().next();
                    Checks.same(0, p.getResultSet().getInt(1));
                    if (!Checks.POLICY) {
                        Checks.same(42, p.getInt(2));
                        Checks.same("<label>", p.getString(3));
                    }
                }
            }
            Checks.refused("45000", () -> Checks.execute(c, "call complain()"));
        }
    }

    private static void transactions() throws Exception {
        String count = "select count(*) from scratch where value = '" + MARK + "'";
        try (Connection c = prepared("true"); Statement s = c.createStatement()) {
            c.setAutoCommit(false);
            s.executeUpdate("insert into scratch values (-1, '" + MARK + "')");
            c.rollback();
            Checks.same(0L, Checks.scalar(c, count));
            s.executeUpdate("insert into scratch values (-1, '" + MARK + "')");
            Savepoint savepoint = c.setSavepoint();
            s.executeUpdate("insert into scratch values (-2, '" + MARK + "')");
            Checks.refused(MISSING, () -> s.executeQuery("select * from nowhere"));
            c.rollback(savepoint);
            c.commit();
            Checks.same(1L, Checks.scalar(c, count));
            Checks.same(1, s.executeUpdate("delete from scratch where value = '" + MARK + "'"));
            c.commit();
        }
    }

    private static void batches() throws Exception {
        for (String[] options : new String[][] {{}, {"useServerPrepStmts", "true"}, {"rewriteBatchedStatements", "true"}, {"useBulkStmts", "true"},
                {"useServerPrepStmts", "true", "useBatchMultiSend", "true", "useBulkStmts", "false"}}) {
            try (Connection c = connect(options); PreparedStatement p = c.prepareStatement("insert into scratch values (?, ?)")) {
                for (int i = 0; i < 1000; i++) {
                    p.setInt(1, i);
                    p.setString(2, MARK + " batch");
                    p.addBatch();
                }
                Checks.same(1000, p.executeBatch().length);
                try (Statement s = c.createStatement()) {
                    Checks.same(1000, s.executeUpdate("delete from scratch where value = '" + MARK + " batch'"));
                }
            }
        }
    }

    private static void errors() throws Exception {
        for (String protocol : PROTOCOLS) {
            try (Connection c = prepared(protocol)) {
                SQLException error = Checks.refused(MISSING, () -> Checks.execute(c, "select * from nowhere"));
                Checks.same(true, error.getMessage().contains("nowhere"));
                Checks.refused(REFUSED, () -> Checks.execute(c, "selec 1"));
                Checks.refused(MISSING, () -> c.prepareStatement("select * from nowhere where id = 1").executeQuery());
                Checks.refused("23000", () -> Checks.execute(c, "insert into orders (id) values (1)"));
                Checks.same(4, ((Number) Checks.scalar(c, "select 4")).intValue());
            }
        }
        Checks.refused("28000", () -> connect("password", "wrong").close());
    }

    private static void reset() throws Exception {
        try (Connection c = prepared("true"); PreparedStatement p = c.prepareStatement("select ? + 1")) {
            p.setInt(1, 1);
            p.executeQuery().close();
            c.setCatalog("elsewhere");
            Checks.same("elsewhere", Checks.scalar(c, "select database()"));
            c.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            c.setReadOnly(true);
            Checks.same(7, ((Number) Checks.scalar(c, "select 7")).intValue());
        }
    }

    private static void load_data() throws Exception {
        File file = File.createTempFile("connectorj", ".tsv");
        try (var writer = new PrintWriter(file, StandardCharsets.UTF_8)) {
            for (int i = 0; i < 50000; i++) writer.print(i + "\t" + MARK + " load\n");
        }
        String load = "load data local infile '" + file.getAbsolutePath() + "' into table ";
        try (Connection c = connect("allowLocalInfile", "true"); Statement s = c.createStatement()) {
            Checks.same(50000, s.executeUpdate(load + "scratch"));
            Checks.same(50000, s.executeUpdate("delete from scratch where value = '" + MARK + " load'"));
            Checks.refused(MISSING, () -> s.executeUpdate(load + "nowhere"));
        }
        try (Connection c = connect("allowLocalInfile", "false"); Statement s = c.createStatement()) {
            try {
                s.executeUpdate(load + "scratch");
                throw new AssertionError("loaded without leave");
            } catch (SQLException expected) {
                Checks.same(8, ((Number) Checks.scalar(c, "select 8")).intValue());
            }
        } finally {
            file.delete();
        }
    }

    private static void cancel() throws Exception {
        try (Connection c = connect(); Statement s = c.createStatement()) {
            s.setQueryTimeout(1);
            long started = System.nanoTime();
            try {
                s.executeQuery("select count(*) from numbers a, numbers b where a.i + b.i < 0");
                throw new AssertionError("the statement was not stopped");
            } catch (SQLException expected) {
                Checks.same(true, System.nanoTime() - started < 20_000_000_000L);
            }
            Checks.same(6, ((Number) Checks.scalar(c, "select 6")).intValue());
        }
    }

    private static void concurrency() throws Exception {
        var pool = Executors.newFixedThreadPool(30);
        var work = new ArrayList<Future<?>>();
        for (int n = 0; n < 30; n++) {
            int number = n;
            work.add(pool.submit(() -> {
                try (Connection c = prepared(PROTOCOLS[number % 2]); PreparedStatement p = c.prepareStatement("select ?, ?")) {
                    for (int i = 0; i < 20; i++) {
                        p.setInt(1, number);
                        p.setInt(2, i);
                        try (ResultSet r = p.executeQuery()) {
                            r.next();
                            Checks.same(number, r.getInt(1));
                            Checks.same(i, r.getInt(2));
                        }
                    }
                }
                return null;
            }));
        }
        for (Future<?> one : work) one.get();
        pool.shutdown();
    }

    private static void policy() throws Exception {
        for (String protocol : PROTOCOLS) {
            try (Connection c = prepared(protocol); PreparedStatement p = c.prepareStatement("select id, ssn from customers where id = ?")) {
                if (Checks.POLICY) {
                    SQLException error = Checks.refused(REFUSED, () -> Checks.execute(c, "drop table doomed"));
                    Checks.same(1142, error.getErrorCode());
                    Checks.same(true, error.getMessage().contains("blocked by policy \"no-drop\": "));
                }
                p.setInt(1, 1);
                try (ResultSet r = p.executeQuery()) {
                    r.next();
                    Checks.same(1, r.getInt(1));
                    String ssn = r.getString(2);
                    Checks.same(true, ssn.endsWith("6789") && ssn.equals("123-45-6789") == !Checks.POLICY);
                }
                Checks.same(1, ((Number) Checks.scalar(c, "select 1")).intValue());
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        var checks = new LinkedHashMap<String, Checks.Check>();
        checks.put("plain", ConnectorJDriver::plain);
        checks.put("tls", ConnectorJDriver::tls);
        checks.put("parameters", ConnectorJDriver::parameters);
        checks.put("types", ConnectorJDriver::types);
        checks.put("large_values", ConnectorJDriver::large_values);
        checks.put("long_data", ConnectorJDriver::long_data);
        checks.put("many_rows", ConnectorJDriver::many_rows);
        checks.put("multi_statements", ConnectorJDriver::multi_statements);
        checks.put("call", ConnectorJDriver::call);
        checks.put("transactions", ConnectorJDriver::transactions);
        checks.put("batches", ConnectorJDriver::batches);
        checks.put("errors", ConnectorJDriver::errors);
        checks.put("reset", ConnectorJDriver::reset);
        checks.put("load_data", ConnectorJDriver::load_data);
        checks.put("cancel", ConnectorJDriver::cancel);
        checks.put("concurrency", ConnectorJDriver::concurrency);
        checks.put("policy", ConnectorJDriver::policy);
        Checks.run(checks, arguments);
    }
}
