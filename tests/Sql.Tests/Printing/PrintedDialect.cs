namespace WireProxy.Sql.Tests.Printing;

/// <summary>The dialect in which a query is printed and read again.</summary>
public enum PrintedDialect
{
    Postgres,
    MySql,
}
