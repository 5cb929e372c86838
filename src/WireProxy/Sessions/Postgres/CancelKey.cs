using System.Security.Cryptography;

namespace WireProxy.Sessions.Postgres;

/// <summary>A process id and secret as BackendKeyData gives it out and CancelRequest brings it back.</summary>
/// <param name="ProcessId">Positive: drivers refuse others.</param>
/// <param name="Secret">4 bytes in protocol 3.0, up to 256 in 3.2.</param>
internal readonly record struct CancelKey(int ProcessId, ReadOnlyMemory<byte> Secret)
{
    public static CancelKey Create(int secretLength) =>
        new(RandomNumberGenerator.GetInt32(1, int.MaxValue), RandomNumberGenerator.GetBytes(secretLength));

    /// <summary>In constant time: an attacker must not learn a key byte by byte.</summary>
    public bool Matches(CancelKey other) =>
        ProcessId == other.ProcessId && CryptographicOperations.FixedTimeEquals(Secret.Span, other.Secret.Span);
}
