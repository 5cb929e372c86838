using System.Text;
using WireProxy.Recording.Redaction;
using WireProxy.Sql.Lexing;

namespace WireProxy.Tests.Recording.Redaction;

public sealed class SecretScannerTests
{
    [Theory]
    [InlineData("ALTER ROLE bob PASSWORD 'geheim'", "ALTER ROLE bob PASSWORD '******'")]
    [InlineData("alter user bob with encrypted password'it''s' valid until '2026-01-01'", "alter user bob with encrypted password'**''*' valid until '2026-01-01'")]
    [InlineData("CREATE ROLE a PASSWORD E'a\\'b' LOGIN; SELECT 'x'", "CREATE ROLE a PASSWORD E'****' LOGIN; SELECT 'x'")]
    [InlineData("CREATE ROLE a PASSWORD U&'abc'", "CREATE ROLE a PASSWORD U&'***'")]
    [InlineData("CREATE ROLE a PASSWORD $$a'b$$", "CREATE ROLE a PASSWORD $$***$$")]
    [InlineData("CREATE ROLE a PASSWORD $t$a'b$t$", "CREATE ROLE a PASSWORD $t$***$t$")]
    [InlineData("ALTER ROLE a PASSWORD /* 'x' /* */ */ 'y' -- 'z'\n 'w'", "ALTER ROLE a PASSWORD /* 'x' /* */ */ '*' -- 'z'\n '*'")]
    [InlineData("ALTER ROLE a PASSWORD 'x'\n 'y', b", "ALTER ROLE a PASSWORD '*'\n '*', b")]
    [InlineData("DO $$ BEGIN ALTER ROLE a PASSWORD 'x'; END $$", "DO $$ BEGIN ALTER ROLE a PASSWORD '*'; END $$")]
    [InlineData("CREATE USER MAPPING FOR u SERVER s OPTIONS (user 'u', password 'p')", "CREATE USER MAPPING FOR u SERVER s OPTIONS (user 'u', password '*')")]
    [InlineData("SELECT * FROM users WHERE password = 'x' AND name = 'bob'", "SELECT * FROM users WHERE password = '*' AND name = 'bob'")]
    [InlineData("UPDATE users SET \"Password\" = 'x', name = 'y'", "UPDATE users SET \"Password\" = '*', name = 'y'")]
    [InlineData("SELECT password, name FROM users WHERE name = 'bob'", "SELECT password, name FROM users WHERE name = 'bob'")]
    [InlineData("SELECT 'PASSWORD ' || 'x', \"a'b\", 'password'", "SELECT 'PASSWORD ' || 'x', \"a'b\", 'password'")]
    [InlineData("SELECT 1 -- PASSWORD\n, 'x'", "SELECT 1 -- PASSWORD\n, 'x'")]
    [InlineData("SELECT $1, 'x' /* PASSWORD */ 'y'", "SELECT $1, 'x' /* PASSWORD */ 'y'")]
    [InlineData("DO $$ BEGIN EXECUTE 'ALTER ROLE \"a\" PASSWORD ''x'''; END $$; SELECT 'y'", "DO $$ BEGIN EXECUTE 'ALTER ROLE \"a\" PASSWORD ''*'''; END $$; SELECT 'y'")]
    [InlineData("DO 'BEGIN ALTER ROLE a PASSWORD ''it''''s''; END'", "DO 'BEGIN ALTER ROLE a PASSWORD ''**''''*''; END'")]
    [InlineData("SELECT dblink_exec(E'ALTER ROLE a PASSWORD \\'x\\' LOGIN', 'y')", "SELECT dblink_exec(E'ALTER ROLE a PASSWORD \\'*\\' LOGIN', 'y')")]
    [InlineData("EXECUTE 'ALTER ROLE a PASSWORD ''' || 'x' || ''' LOGIN'", "EXECUTE 'ALTER ROLE a PASSWORD ''' || '*' || ''' LOGIN'")]
    [InlineData("SELECT 'it''s', 'a ''quoted'' word', 'b'", "SELECT 'it''s', 'a ''quoted'' word', 'b'")]
    public void Postgres_secrets_are_replaced_and_nothing_else(string text, string expected) => AssertRedacted(SqlDialect.Postgres, text, expected);

    [Theory]
    [InlineData("CREATE USER 'bob'@'%' IDENTIFIED BY 'geheim'", "CREATE USER 'bob'@'%' IDENTIFIED BY '******'")]
    [InlineData("CREATE USER u IDENTIFIED WITH 'mysql_native_password' BY 'a\\'b' REQUIRE SSL", "CREATE USER u IDENTIFIED WITH 'mysql_native_password' BY '****' REQUIRE SSL")]
    [InlineData("CREATE USER u IDENTIFIED BY PASSWORD '*ABC'", "CREATE USER u IDENTIFIED BY PASSWORD '****'")]
    [InlineData("CREATE USER u IDENTIFIED WITH p AS 0xAB12, v IDENTIFIED BY \"q\"", "CREATE USER u IDENTIFIED WITH p AS 000000, v IDENTIFIED BY \"*\"")]
    [InlineData("CREATE USER u IDENTIFIED VIA ed25519 USING 'h' OR x USING PASSWORD('p')", "CREATE USER u IDENTIFIED VIA ed25519 USING '*' OR x USING PASSWORD('*')")]
    [InlineData("ALTER USER u IDENTIFIED BY 'new' REPLACE 'old'", "ALTER USER u IDENTIFIED BY '***' REPLACE '***'")]
    [InlineData("SET PASSWORD FOR 'bob'@'%' = PASSWORD('x')", "SET PASSWORD FOR 'bob'@'%' = PASSWORD('*')")]
    [InlineData("SET PASSWORD = _utf8mb4 'x' 'y'", "SET PASSWORD = _utf8mb4 '*' '*'")]
    [InlineData("CHANGE MASTER TO MASTER_HOST='h', MASTER_PASSWORD='x', MASTER_PORT=3306", "CHANGE MASTER TO MASTER_HOST='h', MASTER_PASSWORD='*', MASTER_PORT=3306")]
    [InlineData("CREATE USER u /*!50000 IDENTIFIED BY 'x' */", "CREATE USER u /*!50000 IDENTIFIED BY '*' */")]
    [InlineData("SELECT 5--3, 'a'; SET PASSWORD = 'x'", "SELECT 5--3, 'a'; SET PASSWORD = '*'")]
    [InlineData("SELECT 1 # PASSWORD\n, 'x' -- IDENTIFIED BY\n 'y'", "SELECT 1 # PASSWORD\n, 'x' -- IDENTIFIED BY\n 'y'")]
    [InlineData("UPDATE t SET `password` = 'x' WHERE `id` = 5", "UPDATE t SET `password` = '*' WHERE `id` = 5")]
    [InlineData("SELECT name AS 'n', 'it\\'s' FROM t ORDER BY 'x'", "SELECT name AS 'n', 'it\\'s' FROM t ORDER BY 'x'")]
    [InlineData("PREPARE p FROM 'CREATE USER u IDENTIFIED BY ''x'''", "PREPARE p FROM 'CREATE USER u IDENTIFIED BY ''*'''")]
    [InlineData("EXECUTE IMMEDIATE \"SET PASSWORD = 'x'\"; SELECT 'y'", "EXECUTE IMMEDIATE \"SET PASSWORD = '*'\"; SELECT 'y'")]
    [InlineData("SET @s = 'CREATE USER u IDENTIFIED BY \\'x\\' REQUIRE SSL'", "SET @s = 'CREATE USER u IDENTIFIED BY \\'*\\' REQUIRE SSL'")]
    [InlineData("INSERT INTO t VALUES ('{\"password\": \"x\"}')", "INSERT INTO t VALUES ('{\"password\": \"x\"}')")]
    public void MySql_secrets_are_replaced_and_nothing_else(string text, string expected) => AssertRedacted(SqlDialect.MySql, text, expected);

    [Theory]
    [InlineData("SELECT dblink_connect('host=db password=geheim user=x')", "SELECT dblink_connect('host=db password=****** user=x')")]
    [InlineData("SELECT 'Server=db;Pwd = a;Uid=b'", "SELECT 'Server=db;Pwd = *;Uid=b'")]
    [InlineData("SELECT 'host=db password=''a b'' user=x'", "SELECT 'host=db password=''***'' user=x'")]
    [InlineData("CREATE SUBSCRIPTION s CONNECTION 'postgres://bob:pw@db:5432/x?a=b' PUBLICATION p", "CREATE SUBSCRIPTION s CONNECTION 'postgres://bob:**@db:5432/x?a=b' PUBLICATION p")]
    [InlineData("SELECT dblink_connect($$host=db password=geheim user=x$$)", "SELECT dblink_connect($$host=db password=****** user=x$$)")]
    [InlineData("CREATE SUBSCRIPTION s CONNECTION $c$ postgres://bob:pw@db/x$c$", "CREATE SUBSCRIPTION s CONNECTION $c$ postgres://bob:**@db/x$c$")]
    [InlineData("DO $$ BEGIN PERFORM dblink_connect('password=x'); IF password = v THEN RETURN; END IF; END $$", "DO $$ BEGIN PERFORM dblink_connect('password=*'); IF password = v THEN RETURN; END IF; END $$")]
    [InlineData("SELECT E'host=db password=\\'a b\\' user=x\\npassword=c\\nd'", "SELECT E'host=db password=\\'***\\' user=x\\npassword=*\\nd'")]
    [InlineData("SELECT 'password=''a\\''b'' user=x'", "SELECT 'password=''**''*'' user=x'")]
    [InlineData("SELECT 'password=a;b&c user=x'", "SELECT 'password=***** user=x'")]
    [InlineData("SELECT 'Server=db; Password=a b;Uid=c', 'u=1&password=x&y=2'", "SELECT 'Server=db; Password=***;Uid=c', 'u=1&password=*&y=2'")]
    [InlineData("SELECT 'Server=db;Password=\"a;\"\"b\";Uid=c'", "SELECT 'Server=db;Password=\"**\"\"*\";Uid=c'")]
    [InlineData("SELECT 'postgres://u:a''b@h/d?x', 'mysql://h?password=x/y'", "SELECT 'postgres://u:*''*@h/d?x', 'mysql://h?password=***'")]
    [InlineData("SELECT 'password=' || 'x' || ' user=y', 'z'", "SELECT 'password=' || '*' || ' user=y', 'z'")]
    [InlineData("SELECT 'password='\n'x', 'z'", "SELECT 'password='\n'*', 'z'")]
    public void Connection_strings_lose_their_password(string text, string expected)
    {
        Assert.Equal(expected, Redact(SqlDialect.Postgres, BackslashInLiteral.Ordinary, text));
        Assert.Equal(expected, Redact(SqlDialect.Postgres, BackslashInLiteral.Ordinary, [.. text.Select(letter => letter.ToString())]));
    }

    [Theory]
    [InlineData("SELECT 'http://host:8080/a@b', 'a=b:c', 'forgot password? x'", "SELECT 'http://host:8080/a@b', 'a=b:c', 'forgot password? x'")]
    [InlineData("SELECT 'mysql://h:3306?password=x/y', 'ssh://[::1]:22/'", "SELECT 'mysql://h:3306?password=***', 'ssh://[::1]:22/'")]
    public void A_port_is_no_password(string text, string expected) =>
        Assert.Equal(expected, Redact(SqlDialect.Postgres, BackslashInLiteral.Ordinary, text));

    [Fact]
    public void The_reading_of_backslashes_is_the_servers()
    {
        const string Text = @"SELECT 'a\'; SET PASSWORD = 'x'";
        Assert.Equal(@"SELECT 'a\'; SET PASSWORD = '*'", Redact(SqlDialect.MySql, BackslashInLiteral.Ordinary, Text));
        Assert.Equal(Text, Redact(SqlDialect.MySql, BackslashInLiteral.Escapes, Text));
    }

    [Fact]
    public void Any_bytes_are_read_to_their_end_and_keep_their_length()
    {
        var random = new Random(5);
        byte[] alphabet = "'\"`$\\-/*!#;:|=@.(), abPASSWORDbyIDENTIFIED0x19\n\0\xff"u8.ToArray();
        for (int round = 0; round < 20_000; round++)
        {
            byte[] text = random.GetItems(alphabet, random.Next(60));
            var secrets = new SecretPlaces();
            var scanner = new SecretScanner((SqlDialect)(round % 2));
            scanner.Begin((BackslashInLiteral)random.Next(2));
            int cut = random.Next(text.Length + 1);
            scanner.Scan(text.AsSpan(0, cut), 0, secrets);
            scanner.Scan(text.AsSpan(cut), cut, secrets);
            for (int at = 0; at < secrets.Count; at++)
                Assert.True(secrets[at].Start >= 0 && secrets[at].Start + secrets[at].Length <= text.Length);
        }
    }

    private static void AssertRedacted(SqlDialect dialect, string text, string expected)
    {
        BackslashInLiteral backslash = dialect == SqlDialect.MySql ? BackslashInLiteral.Escapes : BackslashInLiteral.Ordinary;
        Assert.Equal(expected, Redact(dialect, backslash, text));
        for (int split = 1; split < text.Length; split++)
            Assert.Equal(expected, Redact(dialect, backslash, text[..split], text[split..]));
        Assert.Equal(expected, Redact(dialect, backslash, [.. text.Select(letter => letter.ToString())]));
    }

    private static string Redact(SqlDialect dialect, BackslashInLiteral backslash, params string[] pieces)
    {
        var scanner = new SecretScanner(dialect);
        var redacted = new StringBuilder();
        scanner.Begin(backslash);
        foreach (string piece in pieces)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(piece);
            var secrets = new SecretPlaces();
            scanner.Scan(bytes, 0, secrets);
            for (int at = 0; at < secrets.Count; at++)
                bytes.AsSpan(secrets[at].Start, secrets[at].Length).Fill(secrets[at].Filler);
            redacted.Append(Encoding.UTF8.GetString(bytes));
        }
        return redacted.ToString();
    }
}
