import java.io.*;
import java.nio.charset.StandardCharsets;
import java.sql.*;
import java.util.*;
import java.util.concurrent.*;

/** Comparing, and running named checks with a time limit each. */
final class Checks {
    static final boolean POLICY = "on".equals(System.getenv("POLICY"));

    interface Check { void run() throws Exception; }
    interface Action { void run() throws SQLException, IOException; }

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
                var where = Arrays.stream(cause.getStackTrace()).filter(f -> f.getClassName().contains("Driver") && !f.getClassName().contains("."))
                    .filter(f -> !f.getMethodName().equals("same") && !f.getMethodName().equals("refused")).findFirst();
                out.println("not ok " + entry.getKey() + " - " + where.map(f -> "line " + f.getLineNumber() + ": ").orElse("")
                    + String.valueOf(cause).replace('\n', ' '));
            }
        }
        System.exit(0);
    }
}
