using WireProxy.Audit.Records;

namespace WireProxy.Audit.Stores;

/// <summary>What a session held was destroyed on purpose.</summary>
public sealed class AuditErasedException(SessionId session) : IOException($"session {session} was shredded: nobody can read it any more");
