using System.Buffers;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Sessions.Postgres;

/// <summary>
/// Errors and notices of statements that may touch masked columns (protocols reference 1.E): detail, context and
/// internal query always go; the message goes unless its kind only ever names objects, never values.
/// </summary>
internal static class ErrorScrubber
{
    private static ReadOnlySpan<byte> Hidden => "message hidden: it may carry values of masked columns"u8;

    public static bool MustScrub(ErrorResponse error)
    {
        foreach (ErrorResponseField field in error)
        {
            if (CarriesValues(field.Code))
                return true;
        }
        return !NamesOnlyObjects(error);
    }

    /// <summary>Whether the server closes the connection behind it.</summary>
    public static bool EndsSession(ReadOnlySpan<byte> body) =>
        ErrorResponse.Read(body)[ErrorResponseFieldCode.Severity] is var severity
        && (severity.SequenceEqual("FATAL"u8) || severity.SequenceEqual("PANIC"u8));

    /// <summary>
    /// Whether it may be about an earlier statement: COMMIT and SET CONSTRAINTS check deferred constraints and fire
    /// deferred triggers.
    /// </summary>
    public static bool MayBeDeferred(ErrorResponse error) =>
        error[ErrorResponseFieldCode.SqlState].StartsWith("23"u8) || IsRaisedByCode(error);

    /// <param name="code">ErrorResponse or NoticeResponse.</param>
    /// <param name="error">What the server sent.</param>
    /// <param name="writer">Scratch.</param>
    /// <param name="output">Where the frame goes.</param>
    /// <param name="position">Whether the error is about the text that the client sent.</param>
    public static void Write(byte code, ErrorResponse error, MessageWriter writer, IBufferWriter<byte> output, ErrorPosition position = ErrorPosition.InClientText)
    {
        bool keepMessage = NamesOnlyObjects(error), keepNames = !IsRaisedByCode(error);
        writer.Begin((BackendMessageCode)code);
        foreach (ErrorResponseField field in error)
        {
            if (CarriesValues(field.Code) || (NamesObject(field.Code) && !keepNames))
                continue;
            if (field.Code == ErrorResponseFieldCode.Position && position == ErrorPosition.Elsewhere)
                continue;
            ReadOnlySpan<byte> value = field.Code == ErrorResponseFieldCode.Message && !keepMessage ? Hidden : field.Value;
            writer.Byte((byte)field.Code).CString(value);
        }
        output.Write(writer.Byte(0).End());
    }

    private static bool CarriesValues(ErrorResponseFieldCode code) => code is ErrorResponseFieldCode.Detail
        or ErrorResponseFieldCode.Hint or ErrorResponseFieldCode.Where or ErrorResponseFieldCode.InternalQuery
        or ErrorResponseFieldCode.InternalPosition or ErrorResponseFieldCode.Column or ErrorResponseFieldCode.Constraint
        or ErrorResponseFieldCode.DataType;

    private static bool NamesObject(ErrorResponseFieldCode code) =>
        code is ErrorResponseFieldCode.Schema or ErrorResponseFieldCode.Table;

    /// <summary>Procedural code fills every field as it likes, even the names of schema and table.</summary>
    private static bool IsRaisedByCode(ErrorResponse error) =>
        error[ErrorResponseFieldCode.File].StartsWith("pl"u8) || !error[ErrorResponseFieldCode.Where].IsEmpty
        || !error[ErrorResponseFieldCode.InternalQuery].IsEmpty;

    /// <summary>
    /// By SQLSTATE class. Errors about names are only shown where they point into the statement's own text: the same
    /// SQLSTATEs arise when a value is cast to a name (<c>ssn::regclass</c>). What procedural code raised can carry any
    /// text under any SQLSTATE.
    /// </summary>
    private static bool NamesOnlyObjects(ErrorResponse error)
    {
        ReadOnlySpan<byte> state = error[ErrorResponseFieldCode.SqlState];
        if (state.Length != 5 || IsRaisedByCode(error))
            return false;
        ReadOnlySpan<byte> kind = state[..2];
        if (kind.SequenceEqual("08"u8) || kind.SequenceEqual("25"u8) || kind.SequenceEqual("40"u8)
            || kind.SequenceEqual("53"u8) || kind.SequenceEqual("57"u8) || state.SequenceEqual("55P03"u8)
            || state.SequenceEqual("42501"u8))
            return true;
        return !error[ErrorResponseFieldCode.Position].IsEmpty
            && (kind.SequenceEqual("42"u8) || kind.SequenceEqual("0A"u8) || kind.SequenceEqual("3F"u8));
    }
}

/// <summary>What the position in an error counts from.</summary>
internal enum ErrorPosition : byte
{
    InClientText,
    /// <summary>The start of a text of the proxy's own: the position is left out.</summary>
    Elsewhere,
}
