using WireProxy.Masking.MySql;

namespace WireProxy.Sessions.MySql.Masked;

/// <summary>
/// What a statement's preparation or last execution said of its rows: they are fetched without definitions, and MariaDB leaves
/// definitions out that the client has.
/// </summary>
/// <param name="Definitions">The definitions, as <see cref="ResultDefinitions"/> keeps them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Plan">How the rows pass; null before the first execution.</param>
internal sealed record MaskedRows(byte[] Definitions, int Count, RowPlan? Plan);
