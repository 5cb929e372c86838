using Npgsql;

namespace WireProxy.Integration.Servers.Postgres;

/// <summary>The roles and tables that the tests query: fixed data, so that two runs give the same bytes.</summary>
internal static class SampleSchema
{
    public const string Database = "shop";

    /// <summary>A superuser on purpose: only the proxy stands between this caller and the data.</summary>
    public const string User = "tester";

    public const string Password = "tester secret";

    /// <summary>A superuser who needs no password: sessions without random bytes in them.</summary>
    public const string TrustedUser = "trusty";

    /// <summary>A superuser whose mutated statements can not change what other tests read.</summary>
    public const string ReadOnlyUser = "fuzzer";

    private static readonly string[] Roles =
    [
        $"create role {User} superuser login password '{Password}'",
        $"create role {TrustedUser} superuser login",
        $"create role {ReadOnlyUser} superuser login",
        $"alter role {ReadOnlyUser} set default_transaction_read_only = on",
        $"alter role {ReadOnlyUser} set statement_timeout = '2s'",
        $"create role clear login password '{Password}'",
        $"create role tlsonly login password '{Password}'",
        "set password_encryption = 'md5'",
        $"create role md5er login password '{Password}'",
    ];

    private static string Tables
    {
        get
        {
            using Stream resource = typeof(SampleSchema).Assembly.GetManifestResourceStream("sample-postgres.sql")!;
            using var reader = new StreamReader(resource);
            return reader.ReadToEnd();
        }
    }

    public static void Create(PostgresServer server)
    {
        Run(server, "postgres", [.. Roles, $"create database {Database}"]);
        Run(server, Database, [Tables]);
    }

    private static void Run(PostgresServer server, string database, string[] statements)
    {
        string target = new NpgsqlConnectionStringBuilder(server.AdminConnectionString) { Database = database }.ConnectionString;
        using var connection = new NpgsqlConnection(target);
        connection.Open();
        foreach (string statement in statements)
        {
#pragma warning disable CA2100 // The statements are the constants above.
            using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }
    }
}
