namespace WireProxy.Protocols.MySql.Commands;

/// <summary>The options of COM_SET_OPTION.</summary>
public enum SetOption : ushort
{
    MultiStatementsOn = 0,
    MultiStatementsOff = 1,
}
