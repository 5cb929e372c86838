using System.Text;
using WireProxy.Policy;
using WireProxy.Sessions.MySql.Statements;
using WireProxy.Sql.Lexing;
using WireProxy.Tests.Configuration;

namespace WireProxy.Tests.Sessions.MySql.Statements;

/// <summary>Which policies hold for a text, and what they say of it.</summary>
public sealed class StatementJudgeTests
{
    private const string Policies = """
        { "Name": "shop", "Match": { "Databases": ["shop"] }, "Rules": [ { "Effect": "Deny", "Statements": ["Ddl", "Delete"] },
            { "Effect": "Deny", "Relations": ["hr.*", "staff"] }, { "Effect": "Deny", "Functions": ["load_file"] } ] },
        { "Name": "bank", "Match": { "Databases": ["bank"] }, "Rules": [ { "Effect": "Deny", "Statements": ["Update"] } ] }
        """;

    [Theory]
    [InlineData("shop", "select 1", null)]
    [InlineData("shop", "delete from t where a = 1", "shop")]
    [InlineData("other", "delete from t where a = 1", null)]
    [InlineData("other", "delete from shop.t where a = 1", "shop")]
    [InlineData("other", "delete from SHOP.t where a = 1", "shop")]
    [InlineData("other", "update bank.t set a = 1 where b = 2", "bank")]
    [InlineData("shop", "update t set a = 1 where b = 2", null)]
    [InlineData("shop", "update t join bank.u set u.a = 1 where t.b = 2", "bank")]
    [InlineData("other", "drop database shop", "shop")]
    [InlineData("other", "alter database shop character set latin1", "shop")]
    [InlineData("other", "use shop", null)]
    [InlineData("other", "use shop; delete from t where a = 1", "shop")]
    [InlineData("other", "select shop.f(1)", null)]
    [InlineData("other", "delete from t where a = shop.f(1)", "shop")]
    [InlineData(null, "delete from t where a = 1", null)]
    public void The_databases_that_a_text_is_about_decide_which_policies_hold(string? current, string text, string? policy) =>
        Assert.Equal(policy, Judge(text, current).Verdict.Policy);

    [Fact]
    public void Never_less_than_the_policies_of_the_database_of_the_login_hold() =>
        Assert.Equal("shop", Judge("delete from t where a = 1", "other", login: "shop").Verdict.Policy);

    [Fact]
    public void What_can_not_be_read_completely_is_under_all_policies() =>
        Assert.Equal("shop", Judge("gibberish", "other").Verdict.Policy);

    [Theory]
    [InlineData("shop", "select * from staff", true)]
    [InlineData("shop", "select * from other.staff", true)]
    [InlineData("shop", "select * from x", false)]
    [InlineData("shop", "select * from hr.x", true)]
    [InlineData("hr", "select * from shop.t, x", true)]
    [InlineData("shop", "select * from people.x", false)]
    [InlineData("shop", "select LOAD_FILE('x')", true)]
    [InlineData("shop", "select Load_File ('x')", true)]
    public void Names_mean_what_they_mean_in_the_current_database(string current, string text, bool denied) =>
        Assert.Equal(denied, Judge(text, current, login: "shop").Verdict.Kind == VerdictKind.Deny);

    [Theory]
    [InlineData(NameCase.Sensitive, "select * from STAFF", false)]
    [InlineData(NameCase.Insensitive, "select * from STAFF", true)]
    [InlineData(NameCase.Sensitive, "select * from HR.x", false)]
    [InlineData(NameCase.Insensitive, "select * from HR.x", true)]
    internal void Case_counts_where_the_server_says_so(NameCase nameCase, string text, bool denied) =>
        Assert.Equal(denied, Judge(text, "shop", nameCase: nameCase).Verdict.Kind == VerdictKind.Deny);

    [Fact]
    public void The_names_of_the_information_schema_have_no_case() => Assert.Equal(
        VerdictKind.Deny,
        Judge("select * from INFORMATION_SCHEMA.TABLES", "shop", policies: """
            { "Name": "p", "Rules": [ { "Effect": "Deny", "Relations": ["information_schema.tables"] } ] }
            """).Verdict.Kind);

    [Theory]
    [InlineData("set names gbk")]
    [InlineData("set character_set_client = sjis")]
    [InlineData("set sql_mode = 'ORACLE'")]
    [InlineData("set sql_mode = concat(@@sql_mode, ',MSSQL')")]
    [InlineData("set global sql_mode = ''")]
    [InlineData("set persist character_set_client = latin1")]
    [InlineData("select 1; set sql_mode = ''")]
    [InlineData("set names utf8mb4; select 1")]
    public void Settings_under_which_texts_could_not_be_read_are_refused(string text)
    {
        Verdict verdict = Judge(text, "shop").Verdict;
        Assert.Equal((VerdictKind.Deny, "shop"), (verdict.Kind, verdict.Policy));
    }

    [Theory]
    [InlineData("set names latin1", true)]
    [InlineData("set sql_mode = 'ANSI_QUOTES'", true)]
    [InlineData("set sql_mode = @earlier", true)]
    [InlineData("set autocommit = 0", false)]
    [InlineData("use other", true)]
    [InlineData("call p()", true)]
    [InlineData("select 1", false)]
    [InlineData("begin", false)]
    public void What_may_change_the_reading_is_known_as_such(string text, bool changes)
    {
        StatementJudgement judgement = Judge(text, "shop");
        Assert.Equal(VerdictKind.Allow, judgement.Verdict.Kind);
        Assert.Equal(changes, judgement.Effects.HasFlag(StatementEffects.ChangesSettings));
    }

    [Fact]
    public void Files_and_kills_are_known_as_such()
    {
        Assert.Equal(StatementEffects.LoadsLocalFile, Judge("load data local infile 'x' into table t", "shop").Effects);
        Assert.Equal(StatementEffects.None, Judge("load data infile 'x' into table t", "shop").Effects);
        Assert.Equal<ulong>([5, 6], Judge("kill 5; kill query 6", "shop").KillTargets.ToArray());
    }

    [Fact]
    public void A_text_is_judged_once_for_each_reading()
    {
        StatementJudge judge = JudgeOf(Policies);
        JudgingScope plain = judge.ScopeOf(Settings("shop"), "");
        Assert.Same(judge.Judge("select 1"u8, plain), judge.Judge("select 1"u8, judge.ScopeOf(Settings("shop"), "")));
        ServerSettings ansi = Settings("shop") with { Context = LexicalContext.MySqlDefault with { DoubleQuotes = DoubleQuotes.Identifier } };
        foreach (JudgingScope other in (JudgingScope[])[judge.ScopeOf(Settings("other"), ""), judge.ScopeOf(Settings("shop"), "bank"), judge.ScopeOf(ansi, "")])
            Assert.NotSame(judge.Judge("select 1"u8, plain), judge.Judge("select 1"u8, other));
    }

    [Fact]
    public void Ever_new_databases_do_not_pile_up()
    {
        StatementJudge judge = JudgeOf(Policies);
        HashSet<ulong> ids = [];
        for (int i = 0; i < 5000; i++)
            Assert.True(ids.Add(judge.ScopeOf(Settings($"d{i}"), "").Id));
    }

    private static StatementJudgement Judge(
        string text, string? current, string login = "", NameCase nameCase = NameCase.Sensitive, string policies = Policies)
    {
        StatementJudge judge = JudgeOf(policies);
        return judge.Judge(Encoding.UTF8.GetBytes(text), judge.ScopeOf(Settings(current) with { NameCase = nameCase }, login));
    }

    private static StatementJudge JudgeOf(string policies) =>
        new(PolicySnapshot.Compile(Configured.Policies(policies)).ForSession(new SessionFacts("ann", [], null, "my")));

    private static ServerSettings Settings(string? database) => new(LexicalContext.MySqlDefault, NameCase.Sensitive, database);
}
