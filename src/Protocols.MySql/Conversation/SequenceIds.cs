namespace WireProxy.Protocols.MySql.Conversation;

/// <summary>Whether the server's sequence ids must be the ones that are due.</summary>
public enum SequenceIds : byte
{
    Checked,

    /// <summary>The packets are those that a client got, of which the proxy has numbered some itself.</summary>
    Ignored,
}
