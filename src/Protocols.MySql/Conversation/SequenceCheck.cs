using System.Collections.Concurrent;
using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Conversation;

/// <summary>
/// The sequence ids that are due on the server's leg (protocols reference 2.A): within a command each packet has the one
/// behind that of the packet before it, whichever side sent that. A server that has ended a reply of which more is
/// awaited gives itself away by the first packet of its next one.
/// </summary>
internal sealed class SequenceCheck
{
    // Rarely needed: of commands that took more than one packet of the client, what is due behind the last of these.
    private ConcurrentDictionary<long, byte>? _behindClient;
    private long _lastExtended;
    private long _current;
    private byte _due;

    /// <summary>For the client side: a further packet of a command is on its way.</summary>
    public void Extend(long command, byte due)
    {
        _behindClient ??= new ConcurrentDictionary<long, byte>(concurrencyLevel: 1, capacity: 1);
        _behindClient[command] = due;
        Volatile.Write(ref _lastExtended, command);
    }

    /// <summary>What is due first in the reply to a command.</summary>
    /// <param name="command">The command's number.</param>
    /// <param name="behindFirst">What is due behind the first packet that was sent of it.</param>
    public byte FirstOf(long command, byte behindFirst) =>
        IsExtended(command) && _behindClient!.TryGetValue(command, out byte due) ? due : behindFirst;

    /// <summary>The reply to a command begins.</summary>
    public void Begin(long command, byte behindFirst) => (_current, _due) = (command, behindFirst);

    /// <summary>Takes in the next packet of the reply.</summary>
    /// <exception cref="MySqlProtocolException">It is not the one that is due.</exception>
    public void Take(PacketHeader header)
    {
        if (IsExtended(_current) && _behindClient!.TryRemove(_current, out byte behindClient))
            _due = behindClient;
        if (header.Sequence != _due)
            throw new MySqlProtocolException($"packet {header.Sequence} from the server where packet {_due} is due");
        _due++;
    }

    private bool IsExtended(long command) => Volatile.Read(ref _lastExtended) >= command;
}
