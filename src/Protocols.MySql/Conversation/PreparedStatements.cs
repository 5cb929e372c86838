using System.Collections.Concurrent;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Protocols.MySql.Conversation;

/// <summary>
/// Statement ids -> statements. The client side asks and closes, in the order of commands; the server side confirms, in
/// the order of replies: a client can not know an id before its confirmation has passed.
/// </summary>
public sealed class PreparedStatements
{
    private readonly ConcurrentDictionary<uint, PreparedStatement> _byId = new();
    private PreparedStatement? _last;

    public int Count => _byId.Count;

    /// <summary>A COM_STMT_PREPARE is on its way: whatever becomes of it, it is the statement prepared last.</summary>
    public PreparedStatement Prepare(object? judgement) => _last = new PreparedStatement(judgement);

    /// <summary>The statement that an id means to the server once it reads the command at hand; null if it knows none.</summary>
    public PreparedStatement? Find(uint id) => id == ExecuteRequest.LastPrepared ? _last : _byId.GetValueOrDefault(id);

    /// <summary>A COM_STMT_CLOSE is on its way.</summary>
    public void Close(uint id)
    {
        if (Find(id) is not { } closed)
            return;
        if (closed.Confirmed is { } confirmed)
            _byId.TryRemove(confirmed.StatementId, out _);
        if (closed == _last)
            _last = null;
    }

    /// <summary>A command is on its way after which the server knows no statement, if it succeeds.</summary>
    public void ForgetLast() => _last = null;

    /// <summary>The server has prepared a statement.</summary>
    public void Confirm(PreparedStatement statement, in PrepareOk reply)
    {
        statement.Confirmed = reply;
        _byId[reply.StatementId] = statement;
    }

    /// <summary>The server has dropped all statements.</summary>
    public void Clear() => _byId.Clear();
}
