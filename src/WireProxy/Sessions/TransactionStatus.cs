namespace WireProxy.Sessions;

/// <summary>The status that the server's last ReadyForQuery reported.</summary>
internal enum TransactionStatus : byte
{
    Idle = (byte)'I',
    InTransaction = (byte)'T',
    Failed = (byte)'E',
}
