namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>What an untyped packet of the start-up phase asks for.</summary>
public enum StartupRequest : byte
{
    Startup,
    Tls,
    GssEncryption,
    Cancel,
}
