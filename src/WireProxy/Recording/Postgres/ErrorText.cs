using System.Text;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.Postgres;

/// <summary>Reads code and message of an ErrorResponse or NoticeResponse, also of one that was captured in part.</summary>
internal static class ErrorText
{
    private const int MessageLimit = 4096;

    // (Byte1 code, value\0)*
    public static RecordedError Read(ReadOnlySpan<byte> body)
    {
        string state = "", message = "";
        while (body.Length > 1 && body[0] != 0)
        {
            int end = body.IndexOf((byte)0);
            ReadOnlySpan<byte> value = end < 0 ? body[1..] : body[1..end];
            switch ((ErrorResponseFieldCode)body[0])
            {
                case ErrorResponseFieldCode.SqlState:
                    state = Encoding.UTF8.GetString(value);
                    break;
                case ErrorResponseFieldCode.Message:
                    message = Encoding.UTF8.GetString(value[..Math.Min(value.Length, MessageLimit)]);
                    break;
            }
            body = end < 0 ? default : body[(end + 1)..];
        }
        return new RecordedError(state, message);
    }
}
