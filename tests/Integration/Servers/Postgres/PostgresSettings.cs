namespace WireProxy.Integration.Servers.Postgres;

/// <summary>The settings, the access rules and the certificate of a private server.</summary>
internal static class PostgresSettings
{
    private const string Configuration =
        """

        listen_addresses = '127.0.0.1'
        max_connections = 200
        shared_buffers = 64MB
        dynamic_shared_memory_type = mmap
        fsync = off
        full_page_writes = off
        wal_level = logical
        ssl = on
        ssl_cert_file = '../server.crt'
        ssl_key_file = '../server.key'
        password_encryption = scram-sha-256
        timezone = 'UTC'
        log_min_messages = warning
        """;

    private const string AccessRules =
        """
        local   all all                        trust
        host    all postgres      127.0.0.1/32 trust
        host    all trusty,fuzzer 127.0.0.1/32 trust
        host    all md5er         127.0.0.1/32 md5
        host    all clear         127.0.0.1/32 password
        hostssl all tlsonly       127.0.0.1/32 scram-sha-256
        host    all tlsonly       127.0.0.1/32 reject
        host    all,replication all 127.0.0.1/32 scram-sha-256

        """;

    public static void Write(string folder)
    {
        File.AppendAllText(Path.Combine(folder, "data/postgresql.conf"), Configuration);
        File.WriteAllText(Path.Combine(folder, "data/pg_hba.conf"), AccessRules);
        ServerCertificate.Write(Path.Combine(folder, "server.crt"), Path.Combine(folder, "server.key"));
    }
}
