using System.Collections.Immutable;
using System.Text.Json;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.Postgres.Catalog;

/// <summary>A function as a row of <see cref="RoutineQueries.Routines"/> tells of it.</summary>
/// <param name="Name">Schema and name.</param>
/// <param name="Arguments">The arguments that a call gives.</param>
/// <param name="WithDefault">How many of them have defaults.</param>
/// <param name="Variadic">1 if the last one can be given any number of times, or not at all.</param>
/// <param name="ResultType"><c>pg_type.typtype</c> of the result.</param>
/// <param name="ResultRelation">The relation that the result is a row of, or 0.</param>
/// <param name="Names">All arguments' names, as JSON.</param>
/// <param name="Modes">Their modes as an array of letters, empty where all are IN.</param>
/// <param name="Defaults">The expressions of the defaults.</param>
/// <param name="Body">Empty where it can not be read.</param>
internal sealed record RoutineRow(
    SqlName Name, short Arguments, short WithDefault, short Variadic, string ResultType, uint ResultRelation,
    string Names, string Modes, string Defaults, string Body)
{
    public Routine ToRoutine(Func<uint, ImmutableArray<string>?> fieldsOf)
    {
        string?[] names = JsonSerializer.Deserialize<string?[]>(Names) ?? [];
        ImmutableArray<string>? row = ResultType == "c" ? fieldsOf(ResultRelation) : null;
        ImmutableArray<string> shown = [.. Of(names, "obt")];
        // A pseudo type with names of columns is a record that they make up; one name is that of a single value.
        bool isTable = ResultType == "p" && shown.Length > 1;
        return new Routine
        {
            Name = Name,
            LeastArguments = Arguments - WithDefault - Variadic,
            MostArguments = Variadic == 0 ? Arguments : int.MaxValue,
            Parameters = [.. Of(names, "ibv")],
            Defaults = Defaults,
            Body = Body.Length == 0 || (ResultType == "c" && row is null) ? null : Body,
            Result = ResultType == "c" || isTable ? RoutineResult.Row : IsRecord(shown) ? RoutineResult.Record : RoutineResult.Value,
            Columns = row ?? shown,
        };
    }

    /// <summary>Of the pseudo types only a record has several columns; the others are single values or nothing.</summary>
    private bool IsRecord(ImmutableArray<string> shown) => ResultType == "p" && shown.IsEmpty;

    /// <summary>The names of the arguments of some modes.</summary>
    private IEnumerable<string> Of(string?[] names, string modes)
    {
        for (int at = 0; at < names.Length; at++)
        {
            // {i,o,b,v,t}: one letter and one sign for each
            char mode = (at * 2) + 1 < Modes.Length ? Modes[(at * 2) + 1] : 'i';
            if (modes.Contains(mode))
                yield return names[at] ?? "";
        }
    }
}
