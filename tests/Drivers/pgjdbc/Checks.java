import java.io.*;
import java.nio.charset.StandardCharsets;
import java.sql.*;
import java.util.*;
import java.util.concurrent.*;

/** Connecting, comparing, and running named checks with a time limit each. */
final class Checks {
    static final boolean POLICY = "on".equals(System.getenv("POLICY"));
    /** What can not be read is refused under a policy, before the server can find the mistake. */
    static final String UNREADABLE = POLICY ? "42501" : "42601";

    interface Check { void run() throws Exception; }
    interface Action { void run() throws SQLException, IOException; }

    static Connection connect(String... options) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", System.getenv("PGUSER"));
        properties.setProperty("password", System.getenv().getOrDefault("PGPASSWORD", ""));
        properties.setProperty("sslmode", "disable");
        properties.setProperty("loginTimeout", "20");
        for (int i = 0; i < options.length; i += 2) properties.setProperty(options[i], options[i + 1]);
        return DriverManager.getConnection("jdbc:postgresql://" + System.getenv("PGHOST") + ":" + System.getenv("PGPORT") + "/"
            + System.getenv("PGDATABASE"), properties);
    }

    static void same(Object expected, Object actual) {
        if (!Objects.deepEquals(expected, actual)) throw new AssertionError("expected " + brief(expected) + ", got " + brief(actual));
    }

    private static String brief(Object value) {
        String text = String.valueOf(value);
        return text.length() > 200 ? text.substring(0, 200) : text;
    }

    static SQLException refused(String sqlstate, Action action) throws IOException {
        try {
            action.run();
        } catch (SQLException error) {
            if (!sqlstate.equals(error.getSQLState())) throw new AssertionError(error.getSQLState() + ": " + error.getMessage());
            return error;
        }
        throw new AssertionError("expected SQLSTATE " + sqlstate + ", nothing was raised");
    }

    static Object scalar(Connection c, String sql) throws SQLException {
        try (Statement s = c.createStatement(); ResultSet r = s.executeQuery(sql)) {
            r.next();
            return r.getObject(1);
        }
    }

    static void execute(Connection c, String sql) throws SQLException {
        try (Statement s = c.createStatement()) { s.execute(sql); }
    }

    static void run(Map<String, Check> checks, String... arguments) throws InterruptedException {
        var wanted = new HashSet<>(Arrays.asList(arguments));
        var runner = Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        });
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        for (var entry : checks.entrySet()) {
            if (!wanted.isEmpty() && !wanted.contains(entry.getKey())) continue;
            try {
                runner.submit(() -> { entry.getValue().run(); return null; }).get(60, TimeUnit.SECONDS);
                out.println("ok " + entry.getKey());
            } catch (ExecutionException | TimeoutException error) {
                Throwable cause = error.getCause() == null ? error : error.getCause();
                var where = Arrays.stream(cause.getStackTrace()).filter(f -> f.getClassName().startsWith("PgjdbcDriver"))
                    .filter(f -> !f.getMethodName().equals("same") && !f.getMethodName().equals("refused")).findFirst();
                out.println("not ok " + entry.getKey() + " - " + where.map(f -> "line " + f.getLineNumber() + ": ").orElse("")
                    + String.valueOf(cause).replace('\n', ' '));
            }
        }
        System.exit(0);
    }
}
