using WireProxy.Sessions;
using WireProxy.Sessions.Postgres;

namespace WireProxy.Tests.Sessions.Postgres;

public sealed class PostgresFarewellTests
{
    [Theory]
    [InlineData(SessionEndReason.Shutdown, "57P01")]
    [InlineData(SessionEndReason.RecordingFailed, "58030")]
    [InlineData(SessionEndReason.MaskingFailed, "58000")]
    [InlineData(SessionEndReason.LoginRefused, "28000")]
    [InlineData(SessionEndReason.ServerUnreachable, "08006")]
    [InlineData(SessionEndReason.ServerProtocolViolation, "08P01")]
    internal void The_reason_decides_the_sqlstate(SessionEndReason reason, string sqlState) =>
        Assert.Equal(ErrorFrames.Fatal(sqlState, "over"), PostgresFarewell.Of(reason, new SessionError("over")));

    [Fact]
    public void An_error_with_its_own_sqlstate_and_hint_keeps_them() => Assert.Equal(
        ErrorFrames.Fatal("53300", "full", "wait"),
        PostgresFarewell.Of(SessionEndReason.LoginRefused, new SessionError("full") { SqlState = "53300", Hint = "wait" }));
}
