namespace WireProxy.Integration.Conformance.MySql;

/// <summary>The packet behind the last row: EOF, or the OK that newer clients ask for.</summary>
public enum RowsEnd
{
    Eof,
    Ok,
}
