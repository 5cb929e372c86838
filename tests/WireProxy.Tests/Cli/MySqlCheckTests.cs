using System.Text.Json.Nodes;

namespace WireProxy.Tests.Cli;

public sealed class MySqlCheckTests
{
    private const string Endpoints = """
        "Endpoints": {
          "z-first": { "Protocol": "MySql", "Listen": "127.0.0.1:0", "Upstream": { "Address": "127.0.0.1:3306" } },
          "pg": { "Protocol": "Postgres", "Listen": "127.0.0.1:0", "Upstream": { "Address": "127.0.0.1:5432" } } }
        """;

    private const string Policies = """
        "Policies": [
          { "Name": "rails", "Match": { "Databases": ["shop"] }, "Rules": [
              { "Effect": "Deny", "Statements": ["Delete"], "Where": "Missing" },
              { "Effect": "Deny", "Relations": ["shop.staff"] },
              { "Effect": "Deny", "Functions": ["sleep"] } ] },
          { "Name": "pii", "Match": { "Databases": ["shop"] }, "Masks": [
              { "Column": "*.customers.ssn", "With": "Last4" },
              { "Column": "shop.customers.email", "With": "Email" } ] } ]
        """;

    [Theory]
    [InlineData("DELETE FROM `orders`", "rails", 1)]
    [InlineData("delete from orders -- where id = 1", "rails", 1)]
    [InlineData("DELETE FROM orders # WHERE id = 1", "rails", 1)]
    [InlineData("SELECT 1 /*!50000 , SLEEP(5) */", "rails", 3)]
    [InlineData("SELECT 1 /*M!100100 , SLEEP(5) */", "rails", 3)]
    [InlineData("SELECT name FROM Staff", "rails", 2)]
    [InlineData("SELECT 1; SELECT SLEEP(1)", "rails", 3)]
    [InlineData("CREATE TABLE copied AS SELECT ssn FROM customers", "pii", null)]
    [InlineData("SELECT ssn INTO OUTFILE '/tmp/x' FROM customers", "pii", null)]
    public async Task What_a_session_would_be_refused_is_denied(string sql, string policy, int? rule)
    {
        JsonNode json = await CheckAsync("--database", "shop", sql);
        Assert.Equal(("deny", policy, rule), ((string?)json["verdict"], (string?)json["policy"], (int?)json["rule"]));
    }

    [Theory]
    [InlineData("SELECT `id`, \"text\" FROM orders WHERE note = 'it\\'s' LIMIT 3, 4")]
    [InlineData("DELETE FROM orders WHERE id = 1")]
    [InlineData("INSERT INTO orders (id) VALUES (1) ON DUPLICATE KEY UPDATE id = 2")]
    public async Task What_it_would_not_be_refused_is_allowed(string sql) =>
        Assert.Equal(("allow", "complete"), Outcome(await CheckAsync("--database", "shop", sql)));

    [Theory]
    [InlineData("--database", "shop", "deny")]
    [InlineData("--database", "other", "allow")]
    [InlineData("--user", "anyone", "deny")]
    public async Task Policies_of_another_database_do_not_count_unless_it_may_be_any(string option, string value, string verdict) =>
        Assert.Equal(verdict, (string?)(await CheckAsync(option, value, "DELETE FROM orders"))["verdict"]);

    [Fact]
    public async Task Policies_of_a_database_that_the_statement_names_count() =>
        Assert.Equal("deny", (string?)(await CheckAsync("--database", "other", "DELETE FROM shop.orders"))["verdict"]);

    [Fact]
    public async Task Each_output_column_is_shown_with_its_source_and_mask()
    {
        JsonNode json = await CheckAsync("--database", "shop", "SELECT c.id, c.SSN AS number, upper(email) AS mail FROM customers c");

        Assert.Equal(("allow", "complete"), Outcome(json));
        Assert.Equal(
            """[{"name":"id","lineage":["customers.id"],"mask":null},{"name":"number","lineage":["customers.SSN"],"mask":"Last4"},{"name":"mail","lineage":["customers.email"],"mask":"Full"}]""",
            json["statements"]![0]!["outputs"]!.ToJsonString());
        Assert.Empty(json["statements"]![0]!["masks"]!.AsArray());
    }

    [Fact]
    public async Task Of_columns_that_only_the_server_can_list_the_possible_masks_are_shown()
    {
        JsonNode json = await CheckAsync("--database", "shop", "SELECT * FROM customers");
        string shown = json["statements"]![0]!.ToJsonString();
        Assert.Contains("Last4", shown, StringComparison.Ordinal);
        Assert.Contains("customers", shown, StringComparison.Ordinal);
        Assert.Equal("allow", (string?)json["verdict"]);
    }

    [Fact]
    public async Task The_endpoint_decides_whose_sql_it_is_and_without_one_the_first_of_the_file()
    {
        const string Sql = @"SELECT id FROM orders WHERE note = 'it\'s'";
        Assert.Equal(("allow", "complete"), Outcome(await CheckAsync(Sql)));
        Assert.Equal(("allow", "complete"), Outcome(await CheckAsync("--endpoint", "Z-FIRST", Sql)));
        Assert.Equal(("deny", "partial"), Outcome(await CheckAsync("--endpoint", "pg", Sql)));
    }

    private static (string?, string?) Outcome(JsonNode json) => ((string?)json["verdict"], (string?)json["coverage"]);

    private static async Task<JsonNode> CheckAsync(params string[] arguments)
    {
        using var folder = ConfigurationFolder.OfText($$"""{ "WireProxy": { {{Endpoints}}, {{Policies}} } }""");
        CommandLineRun run = await CommandLineRun.RunAsync(["check", "--config", folder.File, "--json", .. arguments]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        return JsonNode.Parse(run.Output)!;
    }
}
