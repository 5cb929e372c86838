namespace WireProxy.Sql.Lexing;

/// <summary>A MySQL-family server as executable comments know it.</summary>
/// <param name="Family">Whose code it is.</param>
/// <param name="Number">Major * 10000 + minor * 100 + patch: 8.4.3 is 80403, 10.11.19 is 101119, 11.4.2 is 110402.</param>
public readonly record struct ServerVersion(ServerFamily Family, int Number);

/// <summary>The two lines of servers that speak MySQL's protocol.</summary>
public enum ServerFamily : byte
{
    Unknown,
    MySql,
    MariaDb,
}
