using WireProxy.Protocols.Postgres.Framing;

namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>The longest message of each kind that the server reads (protocols reference 1.A, measured).</summary>
public static class FrontendFrameLimits
{
    private const int SmallMessage = 10000 - 4;
    private const int LargeMessage = 1073741822 - 4;

    /// <summary>Refuses what the server would refuse, on the header, before a byte of the body is waited for.</summary>
    /// <exception cref="PostgresProtocolException">The code is unknown or the length is over its limit.</exception>
    public static void Check(FrameHeader header)
    {
        int limit = (FrontendMessageCode)header.Code switch
        {
            FrontendMessageCode.Query or FrontendMessageCode.Parse or FrontendMessageCode.Bind
                or FrontendMessageCode.FunctionCall or FrontendMessageCode.CopyData => LargeMessage,
            FrontendMessageCode.Close or FrontendMessageCode.Describe or FrontendMessageCode.Execute
                or FrontendMessageCode.Flush or FrontendMessageCode.Sync or FrontendMessageCode.Terminate
                or FrontendMessageCode.CopyDone or FrontendMessageCode.CopyFail => SmallMessage,
            _ => throw new PostgresProtocolException($"invalid frontend message type {header.Code}"),
        };
        if (header.BodyLength > limit)
            throw new PostgresProtocolException($"message of type '{(char)header.Code}' is too long");
    }
}
