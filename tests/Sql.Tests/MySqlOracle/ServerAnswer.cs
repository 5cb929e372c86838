using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Sql.Tests.MySqlOracle;

/// <summary>What a server says when it is asked to prepare a statement.</summary>
internal sealed record ServerAnswer(WireError? Error, IReadOnlyList<ColumnInfo> Columns)
{
    private const int SyntaxError = 1064;
    private const int EmptyQuery = 1065;
    private const int OtherSyntaxError = 1149;
    private const int NoSuchTable = 1146;
    private const int NoSuchFunction = 1305;

    /// <summary>Any error but one of syntax is about what the statement means, so it has been read.</summary>
    public bool IsRead => Error is not { Code: SyntaxError or EmptyQuery or OtherSyntaxError };

    /// <summary>The relation that the server did not find, as database and name.</summary>
    public (string Database, string Name)? MissingRelation =>
        Error is { Code: NoSuchTable } ? Parts(Error.Message) : null;

    /// <summary>The function or procedure that the server did not find.</summary>
    public (string Database, string Name)? MissingRoutine =>
        Error is { Code: NoSuchFunction } && Error.Message.Contains('.', StringComparison.Ordinal) ? Parts(Error.Message) : null;

    public static async Task<ServerAnswer> AskAsync(MySqlWireClient client, string sql)
    {
        Prepared prepared = await client.PrepareAsync(sql);
        if (prepared.Error is null)
            await client.SendAsync(Command.CloseStatement(prepared.Id));
        return new ServerAnswer(prepared.Error, prepared.Columns);
    }

    /// <summary><c>Table 'a.b' doesn't exist</c>, <c>FUNCTION a.b does not exist</c></summary>
    private static (string, string)? Parts(string message)
    {
        bool isQuoted = message.Contains('\'', StringComparison.Ordinal);
        int start = message.IndexOf(isQuoted ? '\'' : ' ', StringComparison.Ordinal) + 1;
        int end = message.LastIndexOf(isQuoted ? "' doesn" : " does not", StringComparison.Ordinal);
        int dot = message.IndexOf('.', start);
        return end > dot && dot > start ? (message[start..dot], message[(dot + 1)..end]) : null;
    }
}
