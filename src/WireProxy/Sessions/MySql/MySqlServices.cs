namespace WireProxy.Sessions.MySql;

/// <summary>What all MySQL sessions of the program share beside what all sessions do.</summary>
internal sealed class MySqlServices(SessionServices shared)
{
    public SessionServices Shared => shared;
}
