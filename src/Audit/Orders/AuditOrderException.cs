namespace WireProxy.Audit.Orders;

/// <summary>An order that can not be carried out.</summary>
public sealed class AuditOrderException(string message) : Exception(message);
