using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.MySql;

/// <summary>What the two halves of a recorded session share: how far it is, what was agreed on, and what the server owes.</summary>
internal sealed class MySqlDialogue
{
    // No client gets near: it only bounds what a recording can make the reader keep.
    private const int PipelineLimit = 1 << 16;

    private MySqlConversation? _conversation;

    /// <summary>In the place of a statement: a command that drops all statements if it succeeds.</summary>
    public static object Reset { get; } = new();

    /// <summary>What the greeting offered.</summary>
    public CapabilityFlags Offered { get; set; }

    /// <summary>Both sides' capabilities.</summary>
    public CapabilityFlags Capabilities { get; private set; }

    /// <summary>Whether the client has asked for TLS.</summary>
    public TransportSecurity Security { get; set; }

    /// <summary>Whose words the client's next packets are.</summary>
    public ClientTurn Turn { get; set; } = ClientTurn.Login;

    /// <summary>The statement that asked for the file that the client is sending.</summary>
    public RunningStatement? Sending { get; set; }

    public PreparedStatements Prepared { get; } = new();

    /// <summary>The character set of the client's texts.</summary>
    public SessionText Text { get; set; } = SessionText.Utf8;

    public bool HasConversation => _conversation is not null;

    /// <exception cref="MySqlProtocolException">There is no login yet.</exception>
    public MySqlConversation Conversation => _conversation ?? throw new MySqlProtocolException("a packet before the login");

    /// <summary>The client has answered the greeting.</summary>
    public void Begin(in HandshakeResponse41 response)
    {
        // Bit 0 says what the client is: with it clear, extended capabilities follow.
        Capabilities = (response.Capabilities | (response.ClaimedCapabilities & CapabilityFlags.LongPassword)) & ~CapabilityFlags.Ssl;
        _conversation = new MySqlConversation(Capabilities, PipelineLimit, SequenceIds.Ignored);
    }
}

/// <summary>What the client's next packet is.</summary>
internal enum ClientTurn : byte
{
    /// <summary>The answer to the greeting.</summary>
    Login,

    /// <summary>Data of an authentication method.</summary>
    Authentication,

    Command,

    /// <summary>A piece of a file.</summary>
    File,
}
