using System.Text;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Tests.Records;

public sealed class RecordPayloadTests
{
    [Fact]
    public void Payloads_are_JSON_without_absent_fields()
    {
        Assert.Equal("""{"endpoint":"e","protocol":"p","client":"c"}""", Text(RecordPayload.Write(new SessionOpened("e", "p", "c"))));
        Assert.Equal("""{"user":"u"}""", Text(RecordPayload.Write(new SessionIdentity("u"))));
        Assert.Equal(
            """{"offset":9,"outcome":"deny","policy":"p","rule":1,"message":"m"}""",
            Text(RecordPayload.Write(new StatementVerdict(9, VerdictOutcome.Deny, "p", 1, "m"))));
        Assert.Equal("""{"offset":3,"columns":["ssn"]}""", Text(RecordPayload.Write(new MasksApplied(3, ["ssn"]))));
        Assert.Equal(
            """{"side":"server","offset":5,"length":4}""", Text(RecordPayload.Write(new BytesRedacted(RecordedSide.Server, 5, 4))));
        Assert.Equal("""{"name":"n"}""", Text(RecordPayload.Write(new SessionEvent("n"))));
        Assert.Equal("""{"reason":"r"}""", Text(RecordPayload.Write(new SessionEnded("r"))));
    }

    [Fact]
    public void Payloads_come_back()
    {
        var verdict = new StatementVerdict(9, VerdictOutcome.Allow, null, 3);
        Assert.Equal(verdict, RecordPayload.ReadVerdict(RecordPayload.Write(verdict)));
        var identity = new SessionIdentity("u", null, "a");
        Assert.Equal(identity, RecordPayload.ReadIdentity(RecordPayload.Write(identity)));
        Assert.Equal(["a", "b"], RecordPayload.ReadMasks(RecordPayload.Write(new MasksApplied(1, ["a", "b"])))!.Columns);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"reason\":null}")]
    [InlineData("{\"reason\":")]
    public void What_is_not_the_payload_is_null(string json) => Assert.Null(RecordPayload.ReadEnded(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Unknown_names_are_passed_over() =>
        Assert.Equal(new SessionEnded("r"), RecordPayload.ReadEnded("""{"later":1,"reason":"r"}"""u8));

    private static string Text(byte[] json) => Encoding.UTF8.GetString(json);
}
