using Npgsql;
using NpgsqlTypes;

namespace WireProxy.Audit.Postgres;

/// <summary>A column of rows as one argument.</summary>
internal static class ArrayArguments
{
    public static NpgsqlCommand With<T>(this NpgsqlCommand command, NpgsqlDbType type, IEnumerable<T> values)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });
        return command;
    }
}
