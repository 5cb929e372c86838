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

    /// <param name="code">ErrorResponse or NoticeResponse.</param>
    /// <param name="error">What the server sent.</param>
    /// <param name="writer">Scratch.</param>
    /// <param name="output">Where the frame goes.</param>
    public static void Write(byte code, ErrorResponse error, MessageWriter writer, IBufferWriter<byte> output)
    {
        bool keepMessage = NamesOnlyObjects(error);
        writer.Begin((BackendMessageCode)code);
        foreach (ErrorResponseField field in error)
        {
            if (CarriesValues(field.Code))
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

    /// <summary>
    /// By SQLSTATE class. Errors about names are only shown where they point into the statement's own text: the same
    /// SQLSTATEs arise when a value is cast to a name (<c>ssn::regclass</c>). What procedural code raised can carry any
    /// text under any SQLSTATE.
    /// </summary>
    private static bool NamesOnlyObjects(ErrorResponse error)
    {
        ReadOnlySpan<byte> state = error[ErrorResponseFieldCode.SqlState];
        if (state.Length != 5 || error[ErrorResponseFieldCode.File].StartsWith("pl"u8))
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
