using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Fingerprints;

public sealed class MySqlFingerprintTests
{
    [Theory]
    [InlineData("SELECT Id FROM t WHERE a = 1", "select  ID\nFROM/* c */t where A=? -- end")]
    [InlineData("SELECT id FROM t WHERE a = 'x'", "SELECT id FROM t WHERE a = \"it's\" # end")]
    [InlineData("SELECT id FROM t WHERE a = 'x'", "SELECT id FROM t WHERE a = 'it\\'s; DROP TABLE t'")]
    [InlineData("SELECT id FROM t WHERE a = 0x00", "SELECT id FROM t WHERE a = b'1'")]
    [InlineData("SELECT id FROM t WHERE a IN (1, 2, 3)", "SELECT id FROM t WHERE a IN (?)")]
    [InlineData("INSERT INTO t (a, b) VALUES (1, 'x')", "INSERT INTO t (a, b) VALUES (?, ?), (?, ?)")]
    [InlineData("INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = VALUES(a)", "INSERT INTO t VALUES (1), (2) ON DUPLICATE KEY UPDATE a = VALUES(a)")]
    [InlineData("SELECT count(*) FROM t", "SELECT COUNT(*) FROM t")]
    [InlineData("SELECT abs(a) FROM t", "SELECT abs (a) FROM t")]
    public void Statements_that_differ_in_data_spacing_and_case_have_one(string one, string other)
    {
        Assert.NotNull(Shape.MySql(one));
        Assert.Equal(Shape.MySql(one), Shape.MySql(other));
    }

    [Theory]
    [InlineData("SELECT id FROM t", "SELECT id FROM T")]
    [InlineData("SELECT id FROM db.t", "SELECT id FROM DB.t")]
    [InlineData("SELECT count(*) FROM t", "SELECT count (*) FROM t")]
    [InlineData("SELECT a FROM t", "SELECT `a` FROM t")]
    [InlineData("SELECT a FROM t INTO OUTFILE '/tmp/a'", "SELECT a FROM t INTO OUTFILE '/tmp/b'")]
    [InlineData("SELECT load_file('/a')", "SELECT load_file('/b')")]
    [InlineData("PREPARE s FROM 'select 1'", "PREPARE s FROM 'drop table t'")]
    [InlineData("KILL 5", "KILL 6")]
    [InlineData("USE shop", "USE other")]
    [InlineData("SET NAMES 'utf8mb4'", "SET NAMES 'latin1'")]
    [InlineData("SELECT @a", "SELECT @b")]
    [InlineData("SELECT @@version", "SELECT @@datadir")]
    public void Statements_that_do_something_else_have_another(string one, string other)
    {
        Assert.NotNull(Shape.MySql(one));
        Assert.NotNull(Shape.MySql(other));
        Assert.NotEqual(Shape.MySql(one), Shape.MySql(other));
    }

    [Theory]
    [InlineData("SELECT 1 /*! , 2 */")]
    [InlineData("SELECT 1 /*!99999 , 2 */")]
    [InlineData("SELECT 1 /*M! , 2 */")]
    [InlineData("/*!40101 SET NAMES utf8mb4 */; SELECT 1")]
    [InlineData("SELECT /*+ SET_VAR(sql_mode='') */ 1")]
    [InlineData("SELECT 1; SELECT 2 /*!*/")]
    [InlineData("SELECT 'open")]
    [InlineData("SELECT 1 /* open")]
    [InlineData("SELECT `open")]
    [InlineData("SELECT $$maybe$$")]
    public void Executable_comments_and_what_can_not_be_lexed_have_none(string sql)
    {
        Assert.All(Shape.Of(sql, LexicalContext.MySqlDefault), Assert.Null);
        LexicalContext known = LexicalContext.MySqlDefault with { Server = new ServerVersion(ServerFamily.MariaDb, 101100) };
        if (!sql.Contains("$$", StringComparison.Ordinal))
            Assert.All(Shape.Of(sql, known), Assert.Null);
    }

    [Fact]
    public void A_text_about_comments_in_a_literal_has_one() =>
        Assert.Equal(Shape.MySql("SELECT 'x'"), Shape.MySql("SELECT '/*! not a comment */'"));

    [Fact]
    public void Settings_that_change_the_tokens_change_it()
    {
        LexicalContext ansi = LexicalContext.MySqlDefault with { DoubleQuotes = DoubleQuotes.Identifier };
        Assert.NotEqual(Shape.MySql("SELECT \"a\" FROM t"), Shape.MySql("SELECT \"a\" FROM t", ansi));
        LexicalContext ignoring = LexicalContext.MySqlDefault with { SpaceBeforeArguments = SpaceBeforeArguments.Ignored };
        Assert.Equal(Shape.MySql("SELECT count(*) FROM t"), Shape.MySql("SELECT count (*) FROM t", ignoring));
        Assert.Null(Shape.MySql("SELECT 1", LexicalContext.MySqlDefault with { Mode = SqlModeSupport.NotSupported }));
        LexicalContext latin = LexicalContext.MySqlDefault with { Encoding = EncodingSafety.SingleByte };
        Assert.Equal(Shape.MySql("SELECT 'a'"), Shape.MySql("SELECT 'a'", latin));
        Assert.Null(Shape.MySql("SELECT 'é'", latin));
        Assert.Null(Shape.MySql("SELECT 1", LexicalContext.MySqlDefault with { Encoding = EncodingSafety.AsciiBytesInsideCharacters }));
    }

    [Fact]
    public void The_dialects_share_none() => Assert.NotEqual(Shape.Postgres("SELECT 1"), Shape.MySql("SELECT 1"));
}
