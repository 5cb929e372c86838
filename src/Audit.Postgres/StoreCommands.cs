using Npgsql;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Postgres;

/// <summary>Runs commands; whatever the database answers with or not at all is the store's exception.</summary>
internal static class StoreCommands
{
    /// <summary>A command; its parameters are $1 and on.</summary>
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, params ReadOnlySpan<object?> arguments)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (object? argument in arguments)
            command.Parameters.Add(new NpgsqlParameter { Value = argument ?? DBNull.Value });
        return command;
    }

    public static async Task<List<T>> ReadAsync<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using (command)
        {
            await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellationToken);
            List<T> found = [];
            while (await rows.ReadAsync(cancellationToken))
                found.Add(read(rows));
            return found;
        }
    }

    public static async Task RunAsync(this NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
            await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <exception cref="AuditStoreException">The database is away, or does not do it.</exception>
    public static async Task<T> TryAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw new AuditStoreException($"the audit database: {failure.Message}", failure);
        }
        catch (InvalidCastException odd)
        {
            throw new AuditIntegrityException($"the audit database: {odd.Message}");
        }
    }
}
