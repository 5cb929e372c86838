namespace WireProxy.Integration.Servers.MySql;

/// <summary>The servers that speak the MySQL protocol, each in its own way.</summary>
public enum Brand
{
    /// <summary>The distribution's MariaDB.</summary>
    MariaDb,

    /// <summary>MySQL 9, where provisioned.</summary>
    MySql9,
}
