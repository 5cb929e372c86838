using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Tests.Framing;

namespace WireProxy.Protocols.MySql.Tests.Commands;

public sealed class StatementCommandsTests
{
    [Fact]
    public void Prepare_has_the_sql()
    {
        Assert.Equal("select ?"u8, PrepareRequest.Read("\u0016select ?"u8).Sql);
        Assert.Throws<MySqlProtocolException>(() => { PrepareRequest.Read("\u0003select ?"u8); });
        Assert.Throws<MySqlProtocolException>(() => { PrepareRequest.Read([]); });
    }

    [Fact]
    public void Execute_has_a_head_and_parameters()
    {
        byte[] golden = Hex.Bytes("17 01000000 00 01000000 00 01 0100 05");
        ExecuteRequest request = ExecuteRequest.Read(golden);
        Assert.Equal((1u, ExecuteFlags.None), (request.StatementId, request.Flags));
        Assert.Equal(Hex.Bytes("00 01 0100 05"), request.Parameters.ToArray());
        RefusesTruncatedHead(golden, 10, payload => ExecuteRequest.Read(payload));
    }

    [Fact]
    public void Execute_may_name_the_statement_prepared_last_and_ask_for_a_cursor()
    {
        ExecuteRequest request = ExecuteRequest.Read(Hex.Bytes("17 ffffffff 09 01000000"));
        Assert.Equal(ExecuteRequest.LastPrepared, request.StatementId);
        Assert.Equal(ExecuteFlags.ReadOnlyCursor | ExecuteFlags.ParameterCountAvailable, request.Flags);
        Assert.True(request.Parameters.IsEmpty);
    }

    [Theory]
    [InlineData("17 01000000 00 02000000")]
    [InlineData("17 01000000 00 00000000")]
    [InlineData("16 01000000 00 01000000")]
    public void Execute_runs_a_statement_once(string hex) =>
        Assert.Throws<MySqlProtocolException>(() => { ExecuteRequest.Read(Hex.Bytes(hex)); });

    [Fact]
    public void Bulk_execute_has_a_head_and_parameters()
    {
        byte[] golden = Hex.Bytes("fa 02000000 8000 0300 00 07000000");
        BulkExecuteRequest request = BulkExecuteRequest.Read(golden);
        Assert.Equal((2u, BulkExecuteFlags.SendTypes), (request.StatementId, request.Flags));
        Assert.Equal(Hex.Bytes("0300 00 07000000"), request.Parameters.ToArray());
        RefusesTruncatedHead(golden, 7, payload => BulkExecuteRequest.Read(payload));
        Assert.Throws<MySqlProtocolException>(() => { BulkExecuteRequest.Read([0x17, .. golden.AsSpan(1)]); });
    }

    [Fact]
    public void Long_data_belong_to_a_parameter()
    {
        byte[] golden = Hex.Bytes("18 03000000 0100 616263");
        SendLongDataRequest request = SendLongDataRequest.Read(golden);
        Assert.Equal((3u, 1), (request.StatementId, request.Parameter));
        Assert.Equal("abc"u8, request.Data);
        RefusesTruncatedHead(golden, SendLongDataRequest.HeaderSize, payload => SendLongDataRequest.Read(payload));
        Assert.Throws<MySqlProtocolException>(() => { SendLongDataRequest.Read([0x17, .. golden.AsSpan(1)]); });
    }

    [Fact]
    public void Fetch_has_a_number_of_rows()
    {
        byte[] golden = Hex.Bytes("1c 03000000 02000000");
        Assert.Equal(new FetchRequest(3, 2), FetchRequest.Read(golden));
        Strictness.RefusesAnythingElse(golden, payload => FetchRequest.Read(payload));
        Assert.Throws<MySqlProtocolException>(() => FetchRequest.Read([0x17, .. golden.AsSpan(1)]));
    }

    [Theory]
    [InlineData("17 04030201 00 01000000")]
    [InlineData("18 04030201 0100 616263")]
    [InlineData("19 04030201")]
    [InlineData("1a 04030201")]
    [InlineData("1c 04030201 02000000")]
    [InlineData("fa 04030201 8000")]
    public void Commands_on_statements_begin_with_the_statement(string hex)
    {
        byte[] golden = Hex.Bytes(hex);
        Assert.Equal(0x01020304u, StatementId.Read(golden));
        RefusesTruncatedHead(golden, StatementId.End, payload => StatementId.Read(payload));
    }

    private static void RefusesTruncatedHead(byte[] golden, int headSize, Action<byte[]> read)
    {
        for (int length = 0; length < headSize; length++)
            Assert.Throws<MySqlProtocolException>(() => read(golden[..length]));
        read(golden[..headSize]);
    }
}
