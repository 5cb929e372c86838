using System.Text;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Protocols.Postgres.Tests.Messages;

public sealed class ErrorResponseTests
{
    private static readonly byte[] Golden =
        "SFEHLER\0VERROR\0C23505\0Mduplicate key\0DKey (ssn)=(1) already exists.\0\0"u8.ToArray();

    [Fact]
    public void Fields_are_read_in_order()
    {
        var seen = new List<(ErrorResponseFieldCode, string)>();
        foreach (ErrorResponseField field in ErrorResponse.Read(Golden))
            seen.Add((field.Code, Encoding.UTF8.GetString(field.Value)));
        Assert.Equal(
        [
            (ErrorResponseFieldCode.LocalizedSeverity, "FEHLER"),
            (ErrorResponseFieldCode.Severity, "ERROR"),
            (ErrorResponseFieldCode.SqlState, "23505"),
            (ErrorResponseFieldCode.Message, "duplicate key"),
            (ErrorResponseFieldCode.Detail, "Key (ssn)=(1) already exists."),
        ], seen);
    }

    [Fact]
    public void A_field_is_found_by_its_code()
    {
        ErrorResponse response = ErrorResponse.Read(Golden);
        Assert.Equal("23505"u8, response[ErrorResponseFieldCode.SqlState]);
        Assert.True(response[ErrorResponseFieldCode.Hint].IsEmpty);
    }

    [Fact]
    public void A_list_without_fields_is_read() => Assert.False(ErrorResponse.Read([0]).GetEnumerator().MoveNext());

    [Fact]
    public void Every_truncation_is_refused()
    {
        for (int length = 0; length < Golden.Length; length++)
            Assert.Throws<PostgresProtocolException>(() => { ErrorResponse.Read(Golden.AsSpan(0, length)); });
    }

    [Fact]
    public void Trailing_bytes_are_refused() =>
        Assert.Throws<PostgresProtocolException>(() => { ErrorResponse.Read([.. Golden, 0]); });

    [Fact]
    public void A_written_error_has_the_bytes_of_the_manual()
    {
        var content = new ErrorResponseContent(ErrorResponseSeverity.Error, "42501", "blocked");
        byte[] frame = ErrorResponseWriter.WriteError(new MessageWriter(), content).ToArray();
        Assert.Equal("E\0\0\0\x23SERROR\0VERROR\0C42501\0Mblocked\0\0"u8.ToArray(), frame);
    }

    [Theory]
    [InlineData(ErrorResponseSeverity.Notice, "NOTICE")]
    [InlineData(ErrorResponseSeverity.Warning, "WARNING")]
    [InlineData(ErrorResponseSeverity.Error, "ERROR")]
    [InlineData(ErrorResponseSeverity.Fatal, "FATAL")]
    public void What_is_written_is_read_back(ErrorResponseSeverity severity, string name)
    {
        var content = new ErrorResponseContent(severity, "42501", "größer") { Detail = "why", Hint = "session 1" };
        byte[] frame = ErrorResponseWriter.WriteNotice(new MessageWriter(), content).ToArray();
        Assert.Equal(new FrameHeader((byte)'N', frame.Length - FrameHeader.Size), FrameHeader.Read(frame));
        ErrorResponse response = ErrorResponse.Read(frame.AsSpan(FrameHeader.Size));
        Assert.Equal(name, Encoding.UTF8.GetString(response[ErrorResponseFieldCode.LocalizedSeverity]));
        Assert.Equal(name, Encoding.UTF8.GetString(response[ErrorResponseFieldCode.Severity]));
        Assert.Equal("42501"u8, response[ErrorResponseFieldCode.SqlState]);
        Assert.Equal("größer"u8, response[ErrorResponseFieldCode.Message]);
        Assert.Equal("why"u8, response[ErrorResponseFieldCode.Detail]);
        Assert.Equal("session 1"u8, response[ErrorResponseFieldCode.Hint]);
    }

    [Fact]
    public void A_nul_in_a_text_can_not_forge_a_field()
    {
        var content = new ErrorResponseContent(ErrorResponseSeverity.Error, "42501", "a\0Hforged");
        byte[] frame = ErrorResponseWriter.WriteError(new MessageWriter(), content).ToArray();
        ErrorResponse response = ErrorResponse.Read(frame.AsSpan(FrameHeader.Size));
        Assert.Equal("a Hforged"u8, response[ErrorResponseFieldCode.Message]);
        Assert.True(response[ErrorResponseFieldCode.Hint].IsEmpty);
    }
}
