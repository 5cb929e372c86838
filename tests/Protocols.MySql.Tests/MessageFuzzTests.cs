using System.Buffers;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Protocols.MySql.Rows;
using WireProxy.Protocols.MySql.Tests.Commands;
using WireProxy.Protocols.MySql.Tests.Framing;
using WireProxy.Protocols.MySql.Tests.Login;
using WireProxy.Protocols.MySql.Tests.Messages;
using WireProxy.Protocols.MySql.Tests.Rows;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Tests;

/// <summary>
/// Mutated payloads end in a value or in <see cref="MySqlProtocolException"/>, never in anything else. What was read of
/// them can be written, and is then read alike.
/// </summary>
public sealed class MessageFuzzTests
{
    private const int Rounds = 50_000;
    private const CapabilityFlags All = ~CapabilityFlags.None;

    private static readonly CapabilityFlags WithoutSsl = All & ~(CapabilityFlags.Ssl | CapabilityFlags.ZstdCompressionAlgorithm);

    [Fact]
    public void HandshakeV10_survives_mutation() => Fuzz(HandshakeV10Tests.Golden, payload =>
    {
        HandshakeV10 greeting = HandshakeV10.Read(payload);
        greeting.CopyScramble(new byte[HandshakeV10.ScrambleSize]);
        HandshakeV10 copy = HandshakeV10.Read(greeting.Write(new PayloadWriter()));
        Assert.Equal(greeting.Capabilities, copy.Capabilities);
        Assert.Equal(greeting.AuthPluginName, copy.AuthPluginName);
    });

    [Fact]
    public void HandshakeResponse41_survives_mutation() => Fuzz(HandshakeResponse41Tests.MariaDb, payload =>
    {
        HandshakeResponse41 response = HandshakeResponse41.Read(payload, WithoutSsl, TransportSecurity.Clear);
        Assert.Equal(response.AuthResponse, payload.AsSpan(response.AuthResponseAt));
        foreach (ConnectionAttribute attribute in response.Attributes)
            Assert.True(attribute.Name.Length + attribute.Value.Length < payload.Length);
        HandshakeResponse41 copy = HandshakeResponse41.Read(response.Write(new PayloadWriter()), WithoutSsl, TransportSecurity.Clear);
        Assert.Equal(response.User, copy.User);
        Assert.Equal(response.Attributes.Bytes, copy.Attributes.Bytes);
    });

    [Fact]
    public void ChangeUserRequest_survives_mutation() => Fuzz(
        new Body().Raw(0x11).NulString("ann").Raw(3, 7, 8, 9).NulString("shop").Int16(45).NulString("native")
            .Value(new Body().Value("_os").Value("Linux").ToArray()).ToArray(),
        payload =>
        {
            ChangeUserRequest request = ChangeUserRequest.Read(payload, All);
            Assert.Equal(request.AuthResponse, payload.AsSpan(request.AuthResponseAt));
        });

    [Fact]
    public void Authentication_replies_survive_mutation() => Fuzz(
        Hex.Bytes("fe 6e6174697665 00 58547b2e72757468 2c41405c317e482d475b755d 00"), payload =>
        {
            if (AuthReply.KindOf(payload) == AuthReplyKind.MoreData)
                Assert.Equal(payload.Length - 1, AuthMoreData.Read(payload).Data.Length);
            AuthSwitchRequest request = AuthSwitchRequest.Read(payload);
            Assert.Equal(payload, request.Write(new PayloadWriter()).ToArray());
        });

    [Fact]
    public void OkPacket_survives_mutation() => Fuzz(OkPacketTests.Changes, payload =>
    {
        OkPacket ok = OkPacket.Read(payload, CapabilityFlags.SessionTrack);
        int length = 0;
        foreach (SessionChange change in ok.SessionChanges)
            length += change.Bytes.Length;
        Assert.Equal(ok.SessionChanges.Bytes.Length, length);
        OkPacket copy = OkPacket.Read(
            ok.Write(new PayloadWriter(), CapabilityFlags.SessionTrack), CapabilityFlags.SessionTrack);
        Assert.Equal(ok.AffectedRows, copy.AffectedRows);
        Assert.Equal(ok.Info, copy.Info);
        Assert.Equal(ok.SessionChanges.Bytes, copy.SessionChanges.Bytes);
    });

    [Fact]
    public void ErrPacket_survives_mutation() => Fuzz(Hex.Bytes("ff 7a04 233432533032 5461626c65"), payload =>
    {
        if (ProgressReport.Matches(payload, All))
            ProgressReport.Read(payload);
        ErrPacket error = ErrPacket.Read(payload);
        Assert.Equal(payload, error.Write(new PayloadWriter()).ToArray());
    });

    [Fact]
    public void ProgressReport_survives_mutation() => Fuzz(ProgressReportTests.Golden, payload =>
        Assert.True(ProgressReport.Read(payload).Text.Length < payload.Length));

    [Fact]
    public void ColumnDefinition_survives_mutation() => Fuzz(
        Hex.Bytes("03646566 0164 0174 0174 0176 0176 06 01046a736f6e 0c 2d00 ffffffff fc 9000 00 0000"), payload =>
        {
            ColumnDefinition column = ColumnDefinition.Read(payload, All);
            ColumnDefinition copy = ColumnDefinition.Read(column.Write(new PayloadWriter(), All), All);
            Assert.Equal(column.ColumnType, copy.ColumnType);
            Assert.Equal(column.OrgName, copy.OrgName);
            _ = NeutralValue.For(column.ColumnType, RowFormat.Text);
        });

    [Fact]
    public void Small_replies_survive_mutation() => Fuzz(Hex.Bytes("00 01000000 1900 0100 00 0000 01"), payload =>
    {
        Assert.Throws<MySqlProtocolException>(() => EofPacket.Read(payload));
        if (payload.Length < 8 && payload.Length > 0)
            _ = ColumnCountPacket.Read(payload, CapabilityFlags.None);
        _ = PrepareOk.Read(payload, CapabilityFlags.OptionalResultsetMetadata);
    });

    [Fact]
    public void QueryRequest_survives_mutation() => Fuzz(QueryRequestTests.Golden, payload =>
    {
        QueryRequest request = QueryRequest.Read(payload, CapabilityFlags.QueryAttributes);
        int seen = 0;
        foreach (QueryAttribute attribute in request.Attributes)
            seen += attribute.IsNull && !attribute.Value.IsEmpty ? 0 : 1;
        Assert.Equal(request.Attributes.Count, seen);
    });

    [Fact]
    public void Executions_survive_mutation() => Fuzz(ExecutedParametersTests.Golden, payload =>
    {
        var executed = new ExecutedParameters();
        if (payload.Length != ExecutedParametersTests.Golden.Length)
            executed.NoteLongData(2);
        ExecuteRequest request = ExecuteRequest.Read(payload);
        int end = 0;
        CapabilityFlags capabilities = request.Flags == ExecuteFlags.None ? CapabilityFlags.None : CapabilityFlags.QueryAttributes;
        foreach (ExecuteParameter parameter in executed.Read(request, 6, capabilities))
        {
            Assert.True(parameter.Start >= end);
            Assert.True(parameter.Source == ParameterSource.Command || parameter.Value.IsEmpty);
            end = parameter.Start + parameter.Value.Length;
        }
        Assert.Equal(request.Parameters.Length, end);
    });

    [Fact]
    public void Commands_survive_mutation() => Fuzz(Hex.Bytes("1c 03000000 02000000 00"), payload =>
    {
        _ = (CommandCode)(payload.Length == 0 ? 0 : payload[0]) switch
        {
            CommandCode.StmtFetch => FetchRequest.Read(payload).RowCount,
            CommandCode.StmtExecute => ExecuteRequest.Read(payload).StatementId,
            CommandCode.StmtSendLongData => SendLongDataRequest.Read(payload).StatementId,
            CommandCode.StmtBulkExecute => BulkExecuteRequest.Read(payload).StatementId,
            CommandCode.ProcessKill => ProcessKillRequest.Read(payload).ThreadId,
            CommandCode.SetOption => (uint)SetOptionRequest.Read(payload).Option,
            CommandCode.FieldList => (uint)FieldListRequest.Read(payload).Table.Length,
            CommandCode.InitDb => (uint)InitDbRequest.Read(payload).Database.Length,
            _ => StatementId.Read(payload),
        };
    });

    [Fact]
    public void Text_rows_survive_mutation()
    {
        var rewriter = new TextRowRewriter(
            [.. GoldenRows.Types.Select((_, i) => i % 3 == 0 ? ScriptedMask.Stars : i % 3 == 1 ? ScriptedMask.Nulls : null)]);
        var output = new ArrayBufferWriter<byte>(4096);
        Fuzz(GoldenRows.Text, payload =>
        {
            output.ResetWrittenCount();
            rewriter.Rewrite(payload, 0, output);
            int seen = 0;
            foreach (RowValue value in TextRow.Read(output.WrittenSpan[PacketHeader.Size..], GoldenRows.Types.Length))
                seen += value.IsNull && !value.Bytes.IsEmpty ? 0 : 1;
            Assert.Equal(GoldenRows.Types.Length, seen);
        });
    }

    [Fact]
    public void Binary_rows_survive_mutation()
    {
        var rewriter = new BinaryRowRewriter(
            GoldenRows.Types, [.. GoldenRows.Types.Select((type, i) => i % 3 == 0 ? Neutral(type) : i % 3 == 1 ? ScriptedMask.Nulls : null)]);
        var output = new ArrayBufferWriter<byte>(4096);
        Fuzz(GoldenRows.Binary, payload =>
        {
            output.ResetWrittenCount();
            rewriter.Rewrite(payload, 0, output);
            int seen = 0;
            foreach (RowValue value in BinaryRow.Read(output.WrittenSpan[PacketHeader.Size..], GoldenRows.Types))
                seen += value.IsNull && !value.Bytes.IsEmpty ? 0 : 1;
            Assert.Equal(GoldenRows.Types.Length, seen);
        });
    }

    private static ScriptedMask Neutral(FieldType type) => new(NeutralValue.For(
        new ColumnType(type, FieldFlags.None, CharacterSetId.Utf8Mb4, 12, 3, ExtendedType.None), RowFormat.Binary));

    private static void Fuzz(byte[] seed, Action<byte[]> read)
    {
        var random = new Random(20240229);
        int accepted = 0, refused = 0;
        for (int i = 0; i < Rounds; i++)
        {
            byte[] payload = Mutate(seed, random);
            try
            {
                read(payload);
                accepted++;
            }
            catch (MySqlProtocolException)
            {
                refused++;
            }
        }
        Assert.True(accepted > 0 && refused > 0, $"{accepted} accepted, {refused} refused");
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        List<byte> payload = [.. seed];
        for (int edits = random.Next(1, 4); edits > 0 && payload.Count > 0; edits--)
        {
            int at = random.Next(payload.Count);
            switch (random.Next(5))
            {
                case 0: payload[at] = (byte)random.Next(256); break;
                case 1: payload[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: payload.RemoveAt(at); break;
                case 3: payload.Insert(at, (byte)(random.Next(2) * 255)); break;
                // the marks of length encoding, behind which anything is a length
                default: payload[at] = (byte)(0xFB + random.Next(5)); break;
            }
        }
        return [.. payload];
    }
}
