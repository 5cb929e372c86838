using System.Text;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.MySqlOracle;

/// <summary>Compares statements with one server, and counts.</summary>
internal sealed class OracleRun : IAsyncDisposable
{
    private const string Database = "oracle";

    // It may enter the database and do nothing there.
    private const string Nobody = "nobody";

    private readonly MySqlWireClient _client;
    private readonly MySqlWireClient _nobody;
    private readonly StatementComparison _comparison;
    private readonly PrivilegeComparison _privileges;

    private OracleRun(Brand brand, MySqlWireClient client, MySqlWireClient nobody)
    {
        Brand = brand;
        _client = client;
        _nobody = nobody;
        _comparison = new StatementComparison(client, brand);
        _privileges = new PrivilegeComparison(nobody, Context);
    }

    public Brand Brand { get; }

    public LexicalContext Context => _comparison.Context;

    public int Compared { get; private set; }

    /// <summary>How many the server took for statements, whatever it then missed.</summary>
    public int Read { get; private set; }

    /// <summary>How many of these have a complete summary. The others are mostly refused before they are read to their end.</summary>
    public int Complete => Read - Partial.Count;

    /// <summary>How often the server named a privilege that a statement needs.</summary>
    public int Denials => _privileges.Denials;

    public List<string> UnderReports { get; } = [];

    public List<string> Partial { get; } = [];

    /// <summary>In a database without tables: whatever a statement reads is missed.</summary>
    public static async Task<OracleRun> StartAsync(Brand brand)
    {
        MySqlServer server = MySqlServer.Shared(brand);
        await server.ScalarAsync($"create database if not exists {Database}");
        await server.ScalarAsync($"create user if not exists {Nobody}@'%'");
        await server.ScalarAsync($"grant lock tables on {Database}.* to {Nobody}@'%'");
        var options = new LoginOptions { Database = Database };
        return new OracleRun(brand, await MySqlWireClient.LoginAsync(server.Port, options), await MySqlWireClient.LoginAsync(server.Port, options with { User = Nobody }));
    }

    public async Task CompareAsync(byte[] statement)
    {
        string sql = Encoding.UTF8.GetString(statement);
        Compared++;
        Disagreement found = await _comparison.CompareAsync(sql);
        if (found == Disagreement.NotRead)
            return;
        Read++;
        string note = $"{found}: {sql.ReplaceLineEndings(" ")} ({_comparison.Detail})";
        if (found == Disagreement.NotComplete)
            Partial.Add(note);
        else if (found != Disagreement.None)
            UnderReports.Add(note);
        else if (await _privileges.FindUnderReportAsync(sql) is { } denied)
            UnderReports.Add($"{sql.ReplaceLineEndings(" ")} ({denied})");
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _nobody.DisposeAsync();
    }
}
