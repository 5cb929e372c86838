using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.Postgres;

namespace WireProxy.Integration.FalsePositives.Postgres;

/// <summary>PostgreSQL's own regression scripts, where test.sh could fetch them or a variable names their folder.</summary>
internal sealed class RegressionScripts
{
    /// <summary>In the order of the server's own schedule: later ones read what earlier ones made.</summary>
    public static readonly string[] Names = ("test_setup boolean char name varchar text int2 int4 int8 float8 bit numeric uuid enum rangetypes "
        + "strings point box date time timestamp timestamptz interval inet expressions copy copyselect copydml "
        + "create_misc select_into select_distinct select select_implicit select_having subselect union case "
        + "join random arrays groupingsets tablesample generated returning rowtypes json jsonb limit prepare "
        + "with xml window portals").Split(' ');

    private readonly string _folder;
    private readonly Dictionary<string, string> _variables;

    private RegressionScripts(string folder, string data)
    {
        _folder = folder;
        _variables = new Dictionary<string, string> { ["abs_srcdir"] = data, ["libdir"] = "/nowhere", ["dlsuffix"] = ".so" };
    }

    /// <summary>The folder with sql and data; null where there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Hands the data files to the server, which reads them itself.</summary>
    public static RegressionScripts For(PostgresServer server)
    {
        string copies = Path.Combine(server.Folder, "regress");
        Directory.CreateDirectory(Path.Combine(copies, "data"));
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Folder!, "data")))
            File.Copy(file, Path.Combine(copies, "data", Path.GetFileName(file)));
        ToolRun.Require(["/bin/chmod", "-R", "a+rX", copies]);
        return new RegressionScripts(Folder!, copies);
    }

    public IReadOnlyList<ScriptStatement> Statements(string name) =>
        new Script(File.ReadAllText(Path.Combine(_folder, "sql", name + ".sql")), _variables).Statements();

    private static string? Find()
    {
        string folder = Environment.GetEnvironmentVariable("WIREPROXY_POSTGRES_REGRESSION") ?? Path.Combine(ProvisionedCache.Folder, "postgresql-regress");
        return File.Exists(Path.Combine(folder, "sql/test_setup.sql")) && Directory.Exists(Path.Combine(folder, "data")) ? folder : null;
    }
}

/// <summary>A test over the regression scripts; skipped, and counted so, where they are not there.</summary>
internal sealed class RegressionFactAttribute : FactAttribute
{
    public RegressionFactAttribute() => Skip = RegressionScripts.Folder is null ? "PostgreSQL's regression scripts: not available" : null;
}
