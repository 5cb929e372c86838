namespace WireProxy.Sql.Tests.Printing;

/// <summary>Random queries, printed and read again: the tree, the summary and the lineage are those of the generator.</summary>
public sealed class PrintingTests
{
    private const int Queries = 3000;

    private static readonly string[] PostgresTrivia =
        [" ", "\n", "\t\r\n", "/**/", " /* ; DELETE FROM x */ ", "-- ' ; DROP TABLE x\n", "/* /* \" */ $$ */", "--\r", "\f/*'*/\v", " /*+ hint */ "];

    private static readonly string[] MySqlTrivia =
        [" ", "\n", "\t\r\n", "/**/", " /* ; DELETE FROM x */ ", " -- ' ; DROP TABLE x\n", " # \" */ `\n", " --\n", "\f/*'*/\v", "/*-- */", "/* #*/ "];

    [Theory]
    [InlineData(PrintedDialect.Postgres)]
    [InlineData(PrintedDialect.MySql)]
    public void Printed_queries_are_read_as_they_were_made(PrintedDialect dialect) => Each(dialect, (generator, made, _) =>
    {
        string sql = QueryPrinter.Text(made.Tree, dialect, generator.Conditions);
        Assert.Equal(ReadQuery.Shown(generator.Relations, made.Columns), ReadQuery.Shown(sql, dialect));
        string bare = QueryPrinter.Text(made.Tree, dialect);
        Assert.Equal(bare, ReadQuery.Tree(bare, dialect) is { } read ? QueryPrinter.Text(read, dialect) : "not read");
        Assert.Equal(bare, ReadQuery.Tree(sql, dialect) is { } whole ? QueryPrinter.Text(whole, dialect) : "not read");
    });

    [Theory]
    [InlineData(PrintedDialect.Postgres)]
    [InlineData(PrintedDialect.MySql)]
    public void Comments_and_blanks_between_tokens_change_nothing(PrintedDialect dialect)
    {
        string[] trivia = dialect == PrintedDialect.Postgres ? PostgresTrivia : MySqlTrivia;
        Respelt(dialect, (token, random) => trivia[random.Next(trivia.Length)] + token + trivia[random.Next(trivia.Length)]);
    }

    [Theory]
    [InlineData(PrintedDialect.Postgres)]
    [InlineData(PrintedDialect.MySql)]
    public void The_case_of_keywords_and_unquoted_names_changes_nothing(PrintedDialect dialect) =>
        Respelt(dialect, (token, random) => " " + (IsName(token) && dialect == PrintedDialect.MySql ? token : Recased(token, random)));

    [Theory]
    [InlineData(PrintedDialect.Postgres)]
    [InlineData(PrintedDialect.MySql)]
    public void Quoting_names_in_lower_case_changes_nothing(PrintedDialect dialect)
    {
        char quote = dialect == PrintedDialect.Postgres ? '"' : '`';
        Respelt(dialect, (token, random) => IsName(token) && random.Next(2) == 0
            ? string.Join('.', token.Split('.').Select(part => part.Length > 0 && char.IsAsciiLetterLower(part[0]) ? $"{quote}{part}{quote}" : part))
            : " " + token);
    }

    private static void Respelt(PrintedDialect dialect, Func<string, Random, string> spell) => Each(dialect, (generator, made, random) =>
    {
        List<string> tokens = QueryPrinter.Tokens(made.Tree, dialect, generator.Conditions);
        string sql = string.Concat(tokens.Select(token => spell(token, random) + " "));
        Assert.Equal(ReadQuery.Shown(generator.Relations, made.Columns), ReadQuery.Shown(sql, dialect));
    });

    // The shortest of the first failures is shown, with its seed.
    private static void Each(PrintedDialect dialect, Action<QueryGenerator, GeneratedQuery, Random> check)
    {
        var failures = new List<string>();
        for (int seed = 0; seed < Queries && failures.Count < 20; seed++)
        {
            var generator = new QueryGenerator(dialect, seed);
            GeneratedQuery made = generator.Next();
            try
            {
                check(generator, made, new Random(seed));
            }
            catch (Xunit.Sdk.XunitException wrong)
            {
                failures.Add($"seed {seed}: {QueryPrinter.Text(made.Tree, dialect, generator.Conditions)}\n{wrong.Message}");
            }
        }
        Assert.True(failures.Count == 0, $"{failures.Count} or more:\n{failures.MinBy(failure => failure.Length)}");
    }

    private static bool IsName(string token) => char.IsAsciiLetterLower(token[0]);

    private static string Recased(string token, Random random) =>
        string.Concat(token.Select(letter => random.Next(2) == 0 ? char.ToUpperInvariant(letter) : char.ToLowerInvariant(letter)));
}
