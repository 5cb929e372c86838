using Npgsql;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Postgres;

/// <summary>
/// The store's tables, in a schema of their own. Times are microseconds since 1970 UTC; ids, digests and frames are their
/// bytes. Everything stands under its ledger and day, so that a day goes without looking at others.
/// </summary>
internal static class StoreSchema
{
    // Any number, the same for all proxies: who comes second waits until the tables are there.
    private const long Lock = 0x5750_4155;

    /// <summary>What brings the schema from each version to the next. Append only.</summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE wireproxy.ledgers (
            ledger bytea PRIMARY KEY, last_position bigint NOT NULL, keychain bytea NOT NULL, head bytea NOT NULL);
        CREATE TABLE wireproxy.days (
            ledger bytea NOT NULL, day date NOT NULL, first_position bigint NOT NULL, last_position bigint NOT NULL, bytes bigint NOT NULL,
            PRIMARY KEY (ledger, day));
        CREATE TABLE wireproxy.frames (
            ledger bytea NOT NULL, day date NOT NULL, position bigint NOT NULL, kind smallint NOT NULL,
            header bytea NOT NULL, payload bytea NOT NULL, PRIMARY KEY (ledger, day, position));
        ALTER TABLE wireproxy.frames ALTER COLUMN payload SET STORAGE EXTERNAL;
        CREATE INDEX frames_of_state ON wireproxy.frames (ledger, day, position) WHERE kind NOT IN (3, 4);
        CREATE TABLE wireproxy.sessions (
            ledger bytea NOT NULL, day date NOT NULL, id bytea NOT NULL,
            endpoint text NOT NULL, protocol text NOT NULL, client text NOT NULL, "user" text, database text, application text,
            started_at bigint NOT NULL, ended_at bigint, end_reason text,
            statements bigint NOT NULL, denied bigint NOT NULL, masked bigint NOT NULL, rows bigint NOT NULL,
            bytes_from_client bigint NOT NULL, bytes_to_client bigint NOT NULL,
            last_sequence bigint NOT NULL, last_ordinal bigint NOT NULL, head bytea NOT NULL, PRIMARY KEY (ledger, day, id));
        CREATE INDEX sessions_by_id ON wireproxy.sessions (id, day);
        CREATE TABLE wireproxy.keys (
            ledger bytea NOT NULL, day date NOT NULL, session bytea NOT NULL, position bigint NOT NULL, PRIMARY KEY (ledger, day, session));
        CREATE INDEX keys_by_session ON wireproxy.keys (session);
        CREATE TABLE wireproxy.chunks (
            ledger bytea NOT NULL, day date NOT NULL, session bytea NOT NULL, ordinal bigint NOT NULL, position bigint NOT NULL,
            first_sequence bigint NOT NULL, last_sequence bigint NOT NULL, length integer NOT NULL, PRIMARY KEY (session, ordinal));
        CREATE INDEX chunks_by_position ON wireproxy.chunks (ledger, day, position);
        CREATE TABLE wireproxy.texts (
            ledger bytea NOT NULL, day date NOT NULL, digest bytea NOT NULL, sql bytea NOT NULL, kind text, words text NOT NULL,
            lexemes tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(btrim(words), ' '))) STORED,
            PRIMARY KEY (ledger, day, digest));
        CREATE INDEX texts_by_word ON wireproxy.texts USING gin (lexemes);
        CREATE TABLE wireproxy.session_texts (
            ledger bytea NOT NULL, day date NOT NULL, digest bytea NOT NULL, session bytea NOT NULL, PRIMARY KEY (ledger, day, digest, session));
        CREATE INDEX session_texts_by_session ON wireproxy.session_texts (session);
        """,
        "CREATE INDEX sessions_open ON wireproxy.sessions (ledger) WHERE ended_at IS NULL;",
    ];

    /// <summary>The version that this program writes.</summary>
    public static int Version => Steps.Length;

    /// <summary>Creates the tables, or brings older ones up to now.</summary>
    /// <exception cref="AuditStoreException">A later version wrote them.</exception>
    public static async Task EnsureAsync(NpgsqlDataSource database, int version, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({Lock})", cancellationToken);
        int there = await FindVersionAsync(connection, cancellationToken);
        Check(there);
        if (there == 0)
            await ExecuteAsync(connection, "CREATE SCHEMA IF NOT EXISTS wireproxy; CREATE TABLE wireproxy.store (version integer NOT NULL); INSERT INTO wireproxy.store VALUES (0)", cancellationToken);
        foreach (string step in Steps.AsSpan()[Math.Min(there, version)..version].ToArray())
            await ExecuteAsync(connection, step, cancellationToken);
        if (there < version)
            await ExecuteAsync(connection, $"UPDATE wireproxy.store SET version = {version}", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>For those who only read.</summary>
    /// <exception cref="AuditStoreException">There is no store, or of another version.</exception>
    public static async Task CheckAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        int there = await FindVersionAsync(connection, cancellationToken);
        Check(there);
        if (there < Version)
            throw new AuditStoreException(there == 0 ? "there is no audit store in the database" : $"the audit store has schema version {there}: start the proxy once, it brings it to {Version}");
    }

    private static void Check(int there)
    {
        if (there > Version)
            throw new AuditStoreException($"the audit store has schema version {there}, this program knows {Version}");
    }

    private static async Task<int> FindVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand("SELECT to_regclass('wireproxy.store') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
            return 0;
        await using var version = new NpgsqlCommand("SELECT version FROM wireproxy.store", connection);
        return await version.ExecuteScalarAsync(cancellationToken) is int found ? found : 0;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
