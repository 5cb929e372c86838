using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Protocols.MySql.Tests.Conversation;

public sealed class PreparedStatementsTests
{
    private readonly PreparedStatements _statements = new();

    [Fact]
    public void A_statement_is_known_by_the_id_that_the_server_gave_it()
    {
        PreparedStatement one = Prepare(5, "one");
        PreparedStatement two = Prepare(6, "two");
        Assert.Same(one, _statements.Find(5));
        Assert.Same(two, _statements.Find(6));
        Assert.Null(_statements.Find(7));
        Assert.Equal(("one", 5u), (one.Judgement, one.Confirmed!.Value.StatementId));
    }

    [Fact]
    public void The_last_prepared_one_is_known_before_the_server_has_answered()
    {
        PreparedStatement sent = _statements.Prepare("sent");
        Assert.Same(sent, _statements.Find(ExecuteRequest.LastPrepared));
        Assert.Null(sent.Confirmed);
    }

    [Fact]
    public void A_refused_one_takes_the_place_of_the_one_before_it()
    {
        Prepare(5, "first");
        PreparedStatement refused = _statements.Prepare(null);
        Assert.Same(refused, _statements.Find(ExecuteRequest.LastPrepared));
    }

    [Fact]
    public void A_closed_one_is_not_known_any_more()
    {
        Prepare(5, "first");
        Prepare(6, "last");
        _statements.Close(5);
        Assert.Null(_statements.Find(5));
        Assert.Equal("last", _statements.Find(ExecuteRequest.LastPrepared)!.Judgement);
        _statements.Close(6);
        Assert.Null(_statements.Find(ExecuteRequest.LastPrepared));
        Prepare(7, "again");
        _statements.Close(ExecuteRequest.LastPrepared);
        Assert.Null(_statements.Find(7));
        _statements.Close(99);
        Assert.Equal(0, _statements.Count);
    }

    [Fact]
    public void Nothing_is_known_when_the_server_has_dropped_all()
    {
        Prepare(5, "first");
        _statements.ForgetLast();
        Assert.Null(_statements.Find(ExecuteRequest.LastPrepared));
        Assert.NotNull(_statements.Find(5));
        _statements.Clear();
        Assert.Null(_statements.Find(5));
    }

    private PreparedStatement Prepare(uint id, string judgement)
    {
        PreparedStatement statement = _statements.Prepare(judgement);
        _statements.Confirm(statement, new PrepareOk(id, 0, 0, 0, ColumnDefinitionsPresence.Follow));
        return statement;
    }
}
