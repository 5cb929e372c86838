namespace WireProxy.Sessions;

/// <summary>Decides, for one direction of a session, what becomes of the frames that arrive: bytes in, decisions out.</summary>
internal interface IFrameRelay
{
    /// <summary>Judges the frames at the start of <paramref name="received"/> and puts what leaves into <paramref name="outgoing"/>.</summary>
    RelayStep Relay(ReadOnlyMemory<byte> received, OutgoingBuffer outgoing);

    /// <summary>Records what was received and what leaves for it; completes before a byte of it is sent.</summary>
    ValueTask RecordAsync(ReadOnlyMemory<byte> received, ReadOnlyMemory<byte> sent);

    /// <summary>Whether the next byte continues a frame whose start has been relayed.</summary>
    bool InsideFrame { get; }

    /// <summary>Waits for what a step paused for.</summary>
    Task ResumeAsync();

    /// <summary>Ends such a wait because the session ends.</summary>
    void Abandon();

    /// <summary>Set by the pump: has it call <see cref="Relay"/> although nothing arrived. Callable from any thread.</summary>
    Action CallTurn
    {
        set
        {
            // Relays that only ever answer what arrives have no use for it.
        }
    }
}

/// <summary>How far a relay got.</summary>
/// <param name="Consumed">Bytes of the input that are done with.</param>
/// <param name="Needed">Bytes that must be there, from the first one not consumed, before going on makes sense.</param>
/// <param name="Next">What the pump does after sending.</param>
internal readonly record struct RelayStep(int Consumed, int Needed, RelayNext Next);

/// <summary>What follows a step of a relay.</summary>
internal enum RelayNext : byte
{
    Read,
    /// <summary>Wait for <see cref="IFrameRelay.ResumeAsync"/>, then go on with the bytes that were not consumed.</summary>
    Pause,
    /// <summary>The peer has said its last word.</summary>
    End,
}
