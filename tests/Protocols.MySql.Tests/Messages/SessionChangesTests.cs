using System.Text;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Protocols.MySql.Tests.Framing;

namespace WireProxy.Protocols.MySql.Tests.Messages;

public sealed class SessionChangesTests
{
    /// <summary>MariaDB: two variables, a change of state, the state of the transaction and its characteristics.</summary>
    private static readonly byte[] Golden = Hex.Bytes(
        "001e 1a73657373696f6e5f747261636b5f73746174655f6368616e6765024f4e"
        + "002f 1e73657373696f6e5f747261636b5f7472616e73616374696f6e5f696e666f0f43484152414354455249535449 4353"
        + "0201 31 0509 085f5f5f5f5f5f5f5f 0401 00 0106 056d7973716c 041d 1c5354415254205452414e53414354494f4e2052454144204f4e4c593b");

    [Fact]
    public void Entries_are_read_in_order()
    {
        var seen = new List<(SessionChangeType, string, string)>();
        foreach (SessionChange change in SessionChanges.Read(Golden))
            seen.Add((change.Type, Encoding.UTF8.GetString(change.Name), Encoding.UTF8.GetString(change.Value)));
        Assert.Equal(
        [
            (SessionChangeType.SystemVariable, "session_track_state_change", "ON"),
            (SessionChangeType.SystemVariable, "session_track_transaction_info", "CHARACTERISTICS"),
            (SessionChangeType.StateChange, "", "1"),
            (SessionChangeType.TransactionState, "", "________"),
            (SessionChangeType.TransactionCharacteristics, "", ""),
            (SessionChangeType.Schema, "", "mysql"),
            (SessionChangeType.TransactionCharacteristics, "", "START TRANSACTION READ ONLY;"),
        ], seen);
    }

    [Fact]
    public void Entries_of_MySQL_are_read()
    {
        // use mysql, with every kind of tracking on
        var seen = new List<(SessionChangeType, string, string)>();
        foreach (SessionChange change in SessionChanges.Read(
            Hex.Bytes("00100c73746174656d656e745f6964023131 0106056d7973716c 020131")))
            seen.Add((change.Type, Encoding.UTF8.GetString(change.Name), Encoding.UTF8.GetString(change.Value)));
        Assert.Equal(
        [
            (SessionChangeType.SystemVariable, "statement_id", "11"),
            (SessionChangeType.Schema, "", "mysql"),
            (SessionChangeType.StateChange, "", "1"),
        ], seen);
    }

    [Fact]
    public void Entries_can_be_copied_one_by_one()
    {
        var copied = new List<byte>();
        foreach (SessionChange change in SessionChanges.Read(Golden))
            copied.AddRange(change.Bytes);
        Assert.Equal(Golden, copied);
    }

    [Fact]
    public void Other_types_keep_their_data()
    {
        foreach (SessionChange change in SessionChanges.Read(Hex.Bytes("03 03 000161 09 00")))
        {
            Assert.True(change.Type is SessionChangeType.Gtids or (SessionChangeType)9);
            Assert.Equal(change.Type == SessionChangeType.Gtids ? Hex.Bytes("000161") : [], change.Data.ToArray());
            Assert.True(change.Value.IsEmpty);
        }
    }

    [Theory]
    [InlineData("00")]
    [InlineData("0002 01")]
    [InlineData("0003 016100 ff")]
    [InlineData("0002 0161")] // a name without a value
    [InlineData("0005 0161 0162 63")] // bytes behind the value
    [InlineData("0103 0161 62")]
    [InlineData("0102 0561")]
    [InlineData("00fb")]
    [InlineData("03feffffffffffffffff 61")]
    public void Malformed_entries_are_refused(string hex) =>
        Assert.Throws<MySqlProtocolException>(() => { SessionChanges.Read(Hex.Bytes(hex)); });

    [Fact]
    public void No_entries_are_a_list() => Assert.False(SessionChanges.Read([]).GetEnumerator().MoveNext());
}
