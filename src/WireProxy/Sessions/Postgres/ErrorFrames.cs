using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Sessions.Postgres;

/// <summary>Errors in the proxy's own words, as complete ErrorResponse frames.</summary>
internal static class ErrorFrames
{
    public static byte[] Error(string sqlState, string message, string? hint = null) =>
        Frame(ErrorResponseSeverity.Error, sqlState, message, hint);

    /// <summary>The last message of a connection.</summary>
    public static byte[] Fatal(string sqlState, string message, string? hint = null) =>
        Frame(ErrorResponseSeverity.Fatal, sqlState, message, hint);

    private static byte[] Frame(ErrorResponseSeverity severity, string sqlState, string message, string? hint) =>
        ErrorResponseWriter.WriteError(new MessageWriter(), new(severity, sqlState, message) { Hint = hint }).ToArray();
}
