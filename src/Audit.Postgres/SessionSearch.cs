using System.Text;
using Npgsql;
using NpgsqlTypes;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Postgres;

/// <summary>
/// The sessions of all ledgers that meet a query, newest first. A session has a row in every day in which it has chunks:
/// any of them may be the one that meets it, the last is what is told of it.
/// </summary>
internal sealed class SessionSearch(NpgsqlConnection connection, SessionQuery query)
{
    private readonly List<NpgsqlParameter> _arguments = [];
    private readonly List<string> _conditions = [];

    public Task<List<SessionEntry>> FindAsync(CancellationToken cancellationToken)
    {
        Filter();
        var command = new NpgsqlCommand(
            $"""
            SELECT {SessionColumns.Names} FROM (
                SELECT DISTINCT id AS found FROM wireproxy.sessions s WHERE {string.Join(" AND ", _conditions)} ORDER BY id DESC LIMIT {Argument(query.Limit)}) f
            JOIN LATERAL (SELECT * FROM wireproxy.sessions WHERE id = found ORDER BY day DESC LIMIT 1) latest ON true
            ORDER BY id DESC
            """,
            connection);
        command.Parameters.AddRange(_arguments.ToArray());
        return command.ReadAsync(SessionColumns.Read, cancellationToken);
    }

    private void Filter()
    {
        string sign = query.Scope == SessionScope.System ? "=" : "<>";
        _conditions.Add($"s.protocol {sign} {Argument(SystemSession.Protocol)}");
        Equal("\"user\"", query.User);
        Equal("database", query.Database);
        Equal("endpoint", query.Endpoint);
        Equal("application", query.Application);
        if (query.Client is { } client)
            _conditions.Add($"(s.client = {Argument(StoreValues.Text(client)!)} OR starts_with(s.client, {Argument(StoreValues.Text(client) + ":")}))");
        if (query.Since is { } since)
            _conditions.Add($"s.started_at >= {Argument(RecordHeader.Microseconds(since))}");
        if (query.Until is { } until)
            _conditions.Add($"s.started_at < {Argument(RecordHeader.Microseconds(until))}");
        if (query.ActiveSince is { } active)
            _conditions.Add($"(s.ended_at IS NULL OR s.ended_at >= {Argument(RecordHeader.Microseconds(active))})");
        if (query.Denied == DeniedFilter.OnlyWithDenied)
            _conditions.Add("s.denied > 0");
        if (query.Masked == MaskedFilter.OnlyWithMasked)
            _conditions.Add("s.masked > 0");
        if (query.MoreRowsThan is { } rows)
            _conditions.Add($"s.rows > {Argument(rows)}");
        if (query.Sql is { } sql)
            _conditions.Add($"EXISTS (SELECT 1 FROM wireproxy.session_texts u JOIN wireproxy.texts t USING (ledger, day, digest) WHERE u.session = s.id AND {Text(sql)})");
    }

    private void Equal(string column, string? value)
    {
        if (value is not null)
            _conditions.Add($"s.{column} = {Argument(StoreValues.Text(value)!)}");
    }

    // What has no words is looked for as it is.
    private string Text(string sql)
    {
        string words = SearchWords.Of(sql);
        return string.IsNullOrWhiteSpace(words)
            ? $"position({Argument(Encoding.UTF8.GetBytes(sql))} IN t.sql) > 0"
            : $"t.lexemes @@ {Argument(WordQuery.Lexemes(words), NpgsqlDbType.Text)}::tsquery AND t.words LIKE {Argument(WordQuery.Pattern(words))}";
    }

    private string Argument(object value, NpgsqlDbType? type = null)
    {
        var argument = new NpgsqlParameter { Value = value };
        if (type is { } known)
            argument.NpgsqlDbType = known;
        _arguments.Add(argument);
        return $"${_arguments.Count}";
    }
}
