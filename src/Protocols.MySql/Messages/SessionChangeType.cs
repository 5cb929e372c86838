namespace WireProxy.Protocols.MySql.Messages;

/// <summary>What an entry of <see cref="SessionChanges"/> reports.</summary>
public enum SessionChangeType : byte
{
    SystemVariable = 0,
    Schema = 1,
    StateChange = 2,
    Gtids = 3,
    TransactionCharacteristics = 4,
    TransactionState = 5,
}
