using Npgsql;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers.Postgres;

namespace WireProxy.Integration.Drivers.Postgres;

/// <summary>What a policy does to Npgsql's user: an exception of the right kind, and masked values of the right type.</summary>
public sealed class NpgsqlPolicyTests
{
    [Fact]
    public async Task Denied_statement_raises_insufficient_privilege_and_the_connection_stays_usable()
    {
        await using NpgsqlConnection connection = await OpenAsync();
        await using var drop = new NpgsqlCommand("drop table doomed", connection);
        var error = await Assert.ThrowsAsync<PostgresException>(() => drop.ExecuteNonQueryAsync());
        Assert.Equal("42501", error.SqlState);
        Assert.Equal($"blocked by policy \"{SharedProxies.PolicyName}\": {SharedProxies.DropMessage}", error.MessageText);
        Assert.False(string.IsNullOrWhiteSpace(error.Hint));

        await using var next = new NpgsqlCommand("select 1", connection);
        Assert.Equal(1, await next.ExecuteScalarAsync());
        Assert.Equal("doomed", await PostgresServer.Shared.ScalarAsync("select to_regclass('doomed')::text"));
    }

    [Fact]
    public async Task Denied_statement_of_a_batch_undoes_the_whole_batch()
    {
        await using NpgsqlConnection connection = await OpenAsync();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new("insert into scratch values (1, 'denied batch')"), new("drop table doomed"), new("select 1") },
        };
        var error = await Assert.ThrowsAsync<PostgresException>(() => batch.ExecuteNonQueryAsync());
        Assert.Equal("42501", error.SqlState);
        Assert.Same(batch.BatchCommands[1], error.BatchCommand);
        Assert.Equal(0L, await PostgresServer.Shared.ScalarAsync("select count(*) from scratch where value = 'denied batch'"));
    }

    [Fact]
    public async Task Masked_columns_arrive_decoded_as_their_types()
    {
        await using NpgsqlConnection connection = await OpenAsync();
        await using var query = new NpgsqlCommand("select id, ssn, email, card, salary, dob, name from customers where id = 1", connection);
        await query.PrepareAsync();
        await using NpgsqlDataReader reader = await query.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.Equal(1, reader.GetInt32(0));
        Assert.EndsWith("6789", reader.GetString(1), StringComparison.Ordinal);
        Assert.DoesNotContain("123-45", reader.GetString(1), StringComparison.Ordinal);
        Assert.DoesNotContain("ada", reader.GetString(2), StringComparison.Ordinal);
        Assert.Equal("************1111", reader.GetString(3));
        Assert.True(reader.IsDBNull(4) || reader.GetDecimal(4) != 5000.50m);
        Assert.True(reader.IsDBNull(5));
        Assert.Equal("Ada", reader.GetString(6));
    }

    private static async Task<NpgsqlConnection> OpenAsync()
    {
        int port = (await SharedProxies.Guarded).Port;
        var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={port};Username={SampleSchema.User};Password={SampleSchema.Password};Database=shop;Pooling=false;Include Failed Batched Command=true");
        await connection.OpenAsync();
        return connection;
    }
}
