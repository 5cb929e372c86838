using WireProxy.Protocols.MySql.Commands;
using WireProxy.Recording.Redaction;

namespace WireProxy.Tests.Sessions.MySql;

/// <summary>What is left of executions in the recording where their second parameter is a secret. Secrets are the letter X.</summary>
public sealed class RedactedCommandsTests
{
    private const byte Text = 0xFE;

    private static readonly byte[] Types = [Text, 0, Text, 0];

    private static readonly byte[][] Executions =
    [
        Command.Execute(1, [0, 1, .. Types, 3, .. "ann"u8, 2, .. "XX"u8]),
        Command.Execute(1, [0, 0, 3, .. "bob"u8, 3, .. "XXX"u8]),
        Command.Execute(1, [0b01, 0, 2, .. "XX"u8]),
        Command.Execute(1, [0b10, 0, 3, .. "eve"u8]),
        Command.LongData(1, "XXX", parameter: 1),
        Command.LongData(1, "XX", parameter: 1),
        Command.Execute(1, [0b10, 0, 3, .. "joe"u8]),
        Command.LongData(1, "kim", parameter: 0),
        Command.Execute(1, [0b01, 0, 1, .. "X"u8]),
        Command.LongData(1, "lee", parameter: 0),
        Command.Reset(1),
        Command.Execute(1, [0, 0, 3, .. "may"u8, 1, .. "X"u8]),
    ];

    [Fact]
    public void Of_executions_the_values_of_the_parameter_are_not_recorded()
    {
        string recorded = Recorded(Executions);
        Assert.DoesNotContain("X", recorded, StringComparison.Ordinal);
        Assert.All(new[] { "ann", "bob", "eve", "joe", "kim", "lee", "may" }, kept => Assert.Contains(kept, recorded, StringComparison.Ordinal));
    }

    [Fact]
    public void However_commands_are_cut_the_same_is_recorded()
    {
        string whole = Recorded(Executions);
        byte[] input = Packets.Join(Executions);
        for (int split = 0; split <= input.Length; split++)
            Assert.Equal(whole, Recorded([input[..split], input[split..]]));
    }

    [Fact]
    public void Of_an_execution_that_can_not_be_read_no_parameter_is_recorded()
    {
        byte[] golden = Executions[0];
        for (int length = ExecuteRequest.HeaderSize; length < golden.Length - 4; length++)
            Assert.DoesNotContain("X", Recorded([Packets.Of(0, golden.AsSpan(4, length))]), StringComparison.Ordinal);
        Assert.DoesNotContain("X", Recorded([Packets.Of(0, [.. golden.AsSpan(4), (byte)'X'])]), StringComparison.Ordinal);
        Assert.DoesNotContain("X", Recorded([Command.Execute(1, [0, 0, 2, .. "XX"u8, 2, .. "XX"u8])]), StringComparison.Ordinal);
        Assert.DoesNotContain("X", Recorded([Command.Execute(7, [0, 1, .. Types, 2, .. "XX"u8, 2, .. "XX"u8])]), StringComparison.Ordinal);
    }

    [Fact]
    public void Behind_an_execution_that_was_not_read_types_are_not_relied_on()
    {
        byte[] tooLong = new byte[2 * RelayedSession.InspectionLimit];
        Array.Fill(tooLong, (byte)'X');
        // By the types that came first nearly all of it is the first parameter.
        byte[] untyped = Command.Execute(1, [0, 0, 3, .. "XXX"u8, 0]);
        byte[] bulk = Command.Of(CommandCode.StmtBulkExecute, [1, 0, 0, 0, 128, 0, .. Types, 0, 1, (byte)'X', 0, 1, (byte)'X']);
        byte[] unread = Command.Execute(1, [0, 1, 1, 0, Text, 0, 0, 0xFC, 0, 0x20, .. tooLong]);
        Assert.DoesNotContain("X", Recorded([Executions[0], unread, untyped]), StringComparison.Ordinal);
        Assert.DoesNotContain("X", Recorded([Executions[0], bulk, untyped]), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_place_is_marked()
    {
        var recorder = new SilentRecorder();
        Recorded([Executions[0]], recorder);
        Assert.Equal(2, Assert.Single(recorder.Redactions).Length);
    }

    /// <summary>What the client sends behind a COM_STMT_PREPARE, as it is recorded.</summary>
    private static string Recorded(byte[][] pieces, SilentRecorder? recorder = null)
    {
        recorder ??= new SilentRecorder();
        var redaction = new LiteralRedaction([], ParameterChoice.Of([2]), DataRedaction.None);
        using RelayedSession session = RelayedSession.Redacted(new ScriptedJudge { Redaction = redaction }, recorder);
        byte[] prepare = Command.Prepare("insert into t values (?, ?)");
        session.Client(prepare);
        session.Server(Answer.PrepareOk(1, parameters: 2), Answer.Column(2, "?"), Answer.Column(3, "?"), Answer.Eof(4));
        foreach (byte[] piece in pieces)
            session.Client(piece);
        return Packets.Text(recorder.FromClient[prepare.Length..]);
    }
}
