using WireProxy.Protocols.Postgres.Framing;

namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>
/// Writes errors and notices with the fields that every driver reads: S, V, C, M and, if given, D and H. Never P: the
/// text that the server judged may not be the text that the client sent.
/// </summary>
public static class ErrorResponseWriter
{
    /// <summary>The complete frame; valid until the writer's next message.</summary>
    public static ReadOnlySpan<byte> WriteError(MessageWriter writer, ErrorResponseContent content) =>
        Write(writer.Begin(BackendMessageCode.ErrorResponse), content);

    /// <inheritdoc cref="WriteError"/>
    public static ReadOnlySpan<byte> WriteNotice(MessageWriter writer, ErrorResponseContent content) =>
        Write(writer.Begin(BackendMessageCode.NoticeResponse), content);

    private static ReadOnlySpan<byte> Write(MessageWriter writer, ErrorResponseContent content)
    {
        ReadOnlySpan<byte> severity = Name(content.Severity);
        writer.Byte((byte)ErrorResponseFieldCode.LocalizedSeverity).CString(severity);
        writer.Byte((byte)ErrorResponseFieldCode.Severity).CString(severity);
        Field(writer, ErrorResponseFieldCode.SqlState, content.SqlState);
        Field(writer, ErrorResponseFieldCode.Message, content.Message);
        Field(writer, ErrorResponseFieldCode.Detail, content.Detail);
        Field(writer, ErrorResponseFieldCode.Hint, content.Hint);
        return writer.Byte(0).End();
    }

    private static void Field(MessageWriter writer, ErrorResponseFieldCode code, string? value)
    {
        if (value is null)
            return;
        // A NUL inside would end the field early and let the rest of the text pose as fields of its own.
        writer.Byte((byte)code).CString(value.Replace('\0', ' '));
    }

    private static ReadOnlySpan<byte> Name(ErrorResponseSeverity severity) => severity switch
    {
        ErrorResponseSeverity.Notice => "NOTICE"u8,
        ErrorResponseSeverity.Warning => "WARNING"u8,
        ErrorResponseSeverity.Fatal => "FATAL"u8,
        _ => "ERROR"u8,
    };
}
