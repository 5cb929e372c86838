using WireProxy.Masking.MySql;
using WireProxy.Masking.MySql.Catalog;
using WireProxy.Sessions.MySql.Statements;

namespace WireProxy.Sessions.MySql.Masked;

/// <summary>
/// What one user's session has done that decides how later statements are masked. Commands are judged one at a time, when
/// all earlier ones are answered, so that the two directions never use it at once.
/// </summary>
internal sealed class MaskedSession(DefinitionStore store, string endpoint, string user)
{
    // A session that prepares more by name can not execute the others.
    private const int MaxPrepared = 10_000;

    private readonly Dictionary<string, PreparedByName> _prepared = new(StringComparer.Ordinal);

    /// <summary>The definitions that hold now.</summary>
    public DefinitionSet Definitions => Known.Current;

    /// <summary>The relations that it made for itself.</summary>
    public SessionRelations Own { get; } = new();

    /// <summary>What its user variables can hold.</summary>
    public VariableContent Variables { get; private set; }

    /// <summary>What SHOW WARNINGS would list.</summary>
    public DiagnosticsContent Diagnostics { get; set; }

    private UserDefinitions Known { get; } = store.Of(endpoint, user);

    /// <summary>Relations or routines change, or may change: what was read before no longer holds, for any session.</summary>
    public void NoteSchemaChange() => store.NoteSchemaChange(endpoint);

    /// <summary>Code runs that could not be read: it can set variables, and fill temporary relations, from anything.</summary>
    public void NoteHiddenCode()
    {
        Variables = VariableContent.Unknown;
        Own.Distrust();
    }

    public PreparedByName? FindPrepared(string name) => _prepared.GetValueOrDefault(name);

    public void Prepare(string name, PreparedByName? statement)
    {
        if (statement is null || (_prepared.Count >= MaxPrepared && !_prepared.ContainsKey(name)))
            _prepared.Remove(name);
        else
            _prepared[name] = statement;
    }

    /// <summary>COM_RESET_CONNECTION leaves nothing of what the session made.</summary>
    public void Reset()
    {
        _prepared.Clear();
        Own.Clear();
        Variables = VariableContent.Harmless;
        Diagnostics = DiagnosticsContent.Harmless;
    }
}

/// <summary>A statement that SQL text prepared. It runs in the database, and under the reading, of that moment.</summary>
internal sealed record PreparedByName(byte[] Text, JudgingScope Scope);
