namespace WireProxy.Sessions.MySql.Statements;

/// <summary>What a verdict depends on beside the text. Equal ones share an id, by which verdicts are cached.</summary>
/// <param name="Id">Never used for another scope.</param>
/// <param name="Settings">How the server reads the text, and where.</param>
/// <param name="LoginDatabase">The database that the session was opened with; empty for none.</param>
internal sealed record JudgingScope(ulong Id, ServerSettings Settings, string LoginDatabase);
