using WireProxy.Masking.MySql;

namespace WireProxy.Sessions.MySql.Masked;

/// <summary>
/// What was said of the rows of a prepared statement's first result when it was prepared or last executed: they are fetched
/// without definitions, and MariaDB leaves definitions out that the client has.
/// </summary>
/// <param name="Definitions">The definitions, as <see cref="ResultDefinitions"/> keeps them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Plan">How the rows of the last execution pass; null before it.</param>
internal sealed record MaskedRows(byte[] Definitions, int Count, RowPlan? Plan);
