using WireProxy.Recording.Reading;

namespace WireProxy.Replay.Sandbox;

/// <summary>One thing that a server answered, with the statement that it answers.</summary>
/// <param name="Statement">What the client asked for, numbered as it asked.</param>
/// <param name="Sql">Its text as far as it is known.</param>
internal abstract record Answer(long Statement, string Sql);

/// <summary>Rows follow.</summary>
internal sealed record ResultStart(long Statement, string Sql, IReadOnlyList<ResultColumn> Columns) : Answer(Statement, Sql);

/// <summary>One row.</summary>
internal sealed record ResultRow(long Statement, string Sql, IReadOnlyList<string?> Values) : Answer(Statement, Sql);

/// <summary>A piece of bulk data: one row each in practice.</summary>
internal sealed record ResultData(long Statement, string Sql, string Data) : Answer(Statement, Sql);

/// <summary>A command was carried out.</summary>
internal sealed record ResultStop(long Statement, string Sql, ResultEnd End) : Answer(Statement, Sql);

/// <summary>Nothing more comes for the statement.</summary>
/// <param name="Offset">Where its message and its text stand in the client's bytes.</param>
/// <param name="Error">What went wrong.</param>
internal sealed record StatementEnd(long Statement, string Sql, (long Message, long Text) Offset, RecordedError? Error) : Answer(Statement, Sql);
