using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.Postgres;

namespace WireProxy.Integration.FalsePositives.Postgres;

/// <summary>PostgreSQL's own regression scripts, where test.sh could fetch them or a variable names their folder.</summary>
internal sealed class RegressionScripts
{
    /// <summary>In the order of the server's own schedule: later ones read what earlier ones made.</summary>
    public static readonly string[] Names = ("test_setup boolean char name varchar text int2 int4 int8 oid float4 float8 bit numeric txid uuid enum "
        + "money rangetypes strings numerology point lseg line box path polygon circle date time timetz "
        + "timestamp timestamptz interval inet macaddr macaddr8 multirangetypes geometry horology tstypes regex "
        + "comments expressions unicode copy copyselect copydml insert insert_conflict create_misc "
        + "create_operator create_type create_schema create_aggregate create_function_sql create_view "
        + "index_including select_into select_distinct select_distinct_on select select_implicit select_having "
        + "subselect union case join aggregates random portals arrays btree_index update delete namespace "
        + "join_hash prepared_xacts privileges init_privs groupingsets matview lock replica_identity rowsecurity "
        + "object_address tablesample generated identity spgist misc merge misc_functions sysviews tsrf tid "
        + "collate async dbsize alter_generic alter_operator returning rowtypes json jsonb json_encoding "
        + "jsonpath jsonpath_encoding jsonb_jsonpath plancache limit plpgsql copy2 temp domain rangefuncs "
        + "prepare conversion truncate alter_table sequence polymorphism with xml window cluster rules "
        + "foreign_data select_views portals_p2 dependency guc bitmapops combocid tsearch tsdicts foreign_key "
        + "largeobject transactions select_parallel").Split(' ');

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
