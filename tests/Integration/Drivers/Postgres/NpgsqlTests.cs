using System.Net;
using Npgsql;
using NpgsqlTypes;
using WireProxy.Integration.Servers.Postgres;

namespace WireProxy.Integration.Drivers.Postgres;

/// <summary>Npgsql 10, directly and through the proxy, without and with policies.</summary>
public sealed class NpgsqlTests
{
    private const int Large = 20 * 1024 * 1024;

    public static TheoryData<Route> Ways => Routes.All;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Connects_in_clear_and_over_tls(Route route)
    {
        await using NpgsqlConnection plain = await OpenAsync(route);
        Assert.Equal(1, await ScalarAsync(plain, "select 1"));
        await using NpgsqlConnection tls = await OpenAsync(route, settings => settings.SslMode = SslMode.Require);
        Assert.Equal(2, await ScalarAsync(tls, "select 2"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Sends_parameters_and_reuses_prepared_statements(Route route)
    {
        await using NpgsqlConnection connection = await OpenAsync(route);
        await using var command = new NpgsqlCommand("select $1::int * 2, $2::text, $3::bytea, $4::int[], $5::text", connection)
        {
            Parameters =
            {
                new() { Value = 0 }, new() { Value = "tëxt" }, new() { Value = new byte[] { 0, 255 } },
                new() { Value = new[] { 1, 2 } }, new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            },
        };
        await command.PrepareAsync();
        for (int i = 0; i < 50; i++)
        {
            command.Parameters[0].Value = i;
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
            Assert.True(await reader.ReadAsync());
            Assert.Equal(i * 2, reader.GetInt32(0));
            Assert.Equal("tëxt", reader.GetString(1));
            Assert.Equal([0, 255], reader.GetFieldValue<byte[]>(2));
            Assert.Equal([1, 2], reader.GetFieldValue<int[]>(3));
            Assert.True(reader.IsDBNull(4));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Decodes_every_common_type(Route route)
    {
        await using NpgsqlConnection connection = await OpenAsync(route);
        await using var command = new NpgsqlCommand("select * from everything", connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.True(reader.GetFieldValue<bool>(0));
        Assert.Equal(-2, reader.GetFieldValue<short>(1));
        Assert.Equal(9007199254740993, reader.GetFieldValue<long>(3));
        Assert.Equal(-2.25, reader.GetFieldValue<double>(5));
        Assert.Equal(12345678901234567890.123456789m, reader.GetFieldValue<decimal>(6));
        Assert.Equal("tëxt", reader.GetString(7));
        Assert.Equal([0, 255, 16], reader.GetFieldValue<byte[]>(10));
        Assert.Equal(new DateOnly(2024, 2, 29), reader.GetFieldValue<DateOnly>(11));
        Assert.Equal(new DateTime(2024, 2, 29, 13, 14, 15, 123, 456), reader.GetFieldValue<DateTime>(14));
        Assert.Equal(new NpgsqlInterval(1, 2, 11045000000), reader.GetFieldValue<NpgsqlInterval>(16));
        Assert.Equal(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), reader.GetFieldValue<Guid>(17));
        Assert.Equal("""{"a": 1}""", reader.GetString(18));
        Assert.Equal("""{"b": [1, 2]}""", reader.GetString(19));
        Assert.Equal(IPAddress.Parse("192.168.1.7"), reader.GetFieldValue<IPAddress>(20));
        Assert.Equal(12.34m, reader.GetFieldValue<decimal>(23));
        Assert.Equal(new NpgsqlPoint(1, 2), reader.GetFieldValue<NpgsqlPoint>(26));
        Assert.Equal(new string?[] { "a", "b c", null }, reader.GetFieldValue<string?[]>(28).AsEnumerable());
        Assert.Equal(new NpgsqlRange<int>(1, true, 10, false), reader.GetFieldValue<NpgsqlRange<int>>(29));
        Assert.True(await reader.ReadAsync());
        Assert.All(Enumerable.Range(0, reader.FieldCount), column => Assert.True(reader.IsDBNull(column)));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Moves_large_values_both_ways(Route route)
    {
        var blob = new byte[Large];
        new Random(1).NextBytes(blob);
        await using NpgsqlConnection connection = await OpenAsync(route);
        await using var command = new NpgsqlCommand("select $1", connection) { Parameters = { new() { Value = blob } } };
        var back = (byte[])(await command.ExecuteScalarAsync())!;
        Assert.True(blob.AsSpan().SequenceEqual(back));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Reads_a_hundred_thousand_rows(Route route)
    {
        await using NpgsqlConnection connection = await OpenAsync(route);
        await using var command = new NpgsqlCommand("select i, 'row ' || i from generate_series(1, 100000) i", connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        long rows = 0, sum = 0;
        while (await reader.ReadAsync())
        {
            rows++;
            sum += reader.GetInt32(0);
            Assert.Equal($"row {reader.GetInt32(0)}", reader.GetString(1));
        }
        Assert.Equal((100000, 100000L * 100001 / 2), (rows, sum));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Goes_on_after_errors_inside_and_outside_transactions(Route route)
    {
        await using NpgsqlConnection connection = await OpenAsync(route);
        Assert.Equal("42P01", await SqlstateAsync(connection, "select * from nowhere"));
        await using (NpgsqlTransaction transaction = await connection.BeginTransactionAsync())
        {
            await ScalarAsync(connection, "insert into scratch values (-1, 'npgsql')");
            await transaction.SaveAsync("s");
            Assert.Equal("22012", await SqlstateAsync(connection, "select 1/0"));
            Assert.Equal("25P02", await SqlstateAsync(connection, "select 1"));
            await transaction.RollbackAsync("s");
            Assert.Equal(1L, await ScalarAsync(connection, "select count(*) from scratch where value = 'npgsql'"));
            await transaction.RollbackAsync();
        }
        Assert.Equal(0L, await ScalarAsync(connection, "select count(*) from scratch where value = 'npgsql'"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Copies_in_and_out(Route route)
    {
        await using NpgsqlConnection connection = await OpenAsync(route);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await using (NpgsqlBinaryImporter importer = await connection.BeginBinaryImportAsync("copy scratch from stdin (format binary)"))
        {
            for (int i = 0; i < 20000; i++)
                await importer.WriteRowAsync(default, i, "copied");
            Assert.Equal(20000UL, await importer.CompleteAsync());
        }
        using TextReader text = await connection.BeginTextExportAsync("copy (select * from scratch where value = 'copied' order by id) to stdout");
        Assert.Equal("0\tcopied", await text.ReadLineAsync());
        Assert.Equal(19999, (await text.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        text.Dispose();
        await using (NpgsqlBinaryExporter exporter = await connection.BeginBinaryExportAsync("copy (select * from scratch where value = 'copied' order by id) to stdout (format binary)"))
        {
            Assert.Equal(2, await exporter.StartRowAsync());
            Assert.Equal(0, await exporter.ReadAsync<int>());
        }
        await transaction.RollbackAsync();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Cancels_a_running_query(Route route)
    {
        await using NpgsqlConnection connection = await OpenAsync(route);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        await using var command = new NpgsqlCommand("select count(*) from generate_series(1, 20000000000)", connection);
        OperationCanceledException canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteScalarAsync(soon.Token));
        Assert.Equal("57014", Assert.IsType<PostgresException>(canceled.InnerException).SqlState);
        Assert.Equal(6, await ScalarAsync(connection, "select 6"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Sends_batches(Route route)
    {
        await using NpgsqlConnection connection = await OpenAsync(route);
        await using var batch = new NpgsqlBatch(connection);
        for (int i = 0; i < 100; i++)
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select $1::int") { Parameters = { new() { Value = i } } });
        await using (NpgsqlDataReader reader = await batch.ExecuteReaderAsync())
        {
            for (int i = 0; i < 100; i++)
            {
                Assert.True(await reader.ReadAsync());
                Assert.Equal(i, reader.GetInt32(0));
                Assert.Equal(i < 99, await reader.NextResultAsync());
            }
        }
        batch.BatchCommands[0].CommandText = "insert into scratch values ($1::int, 'batch')";
        batch.BatchCommands[50].CommandText = "select 1 / ($1::int - 50)";
        var error = await Assert.ThrowsAsync<PostgresException>(() => batch.ExecuteNonQueryAsync());
        Assert.Equal("22012", error.SqlState);
        Assert.Equal(0L, await ScalarAsync(connection, "select count(*) from scratch where value = 'batch'"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Holds_thirty_connections_at_once(Route route)
    {
        await Parallel.ForAsync(0, 30, new ParallelOptions { MaxDegreeOfParallelism = 30 }, async (number, _) =>
        {
            await using NpgsqlConnection connection = await OpenAsync(route);
            for (int i = 0; i < 20; i++)
                Assert.Equal((number * 1000) + i, await ScalarAsync(connection, $"select {(number * 1000) + i}"));
        });
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Hears_notifications(Route route)
    {
        await using NpgsqlConnection listener = await OpenAsync(route);
        await using NpgsqlConnection speaker = await OpenAsync(route);
        string channel = $"npgsql_{route}".ToLowerInvariant();
        var heard = new List<string>();
        listener.Notification += (_, notification) => heard.Add(notification.Payload);
        await ScalarAsync(listener, $"listen {channel}");
        await ScalarAsync(speaker, $"select pg_notify('{channel}', 'héllo')");
        Assert.True(await listener.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(["héllo"], heard);
    }

    private static async Task<NpgsqlConnection> OpenAsync(Route route, Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = await route.PortAsync(),
            Username = SampleSchema.User,
            Password = SampleSchema.Password,
            Database = SampleSchema.Database,
            SslMode = SslMode.Disable,
            Pooling = false,
            CommandTimeout = 60,
        };
        configure?.Invoke(settings);
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    private static async Task<string> SqlstateAsync(NpgsqlConnection connection, string sql) =>
        (await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(connection, sql))).SqlState;
}
