using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>What a call makes of its arguments.</summary>
internal enum FunctionEffect : byte
{
    /// <summary>The value depends on the arguments only.</summary>
    Pure,

    /// <summary>A stored or loadable function, or one that reads files: the value may come from anywhere.</summary>
    Opaque,

    /// <summary>Counts rows; no value of theirs is in the number.</summary>
    CarriesNothing,

    /// <summary>Keeps the argument for a later call without one.</summary>
    StoresArgument,
}

/// <summary>Tells the functions apart that MySQL and MariaDB find before they look for stored ones.</summary>
internal static class FunctionEffects
{
    public static FunctionEffect Of(LexicalContext context, SqlName function, MySqlToken name, bool isAdjacent)
    {
        if (function.Schema is not null || IsDisguised(context, function, name, isAdjacent))
            return FunctionEffect.Opaque;
        if (name.Keyword == MySqlKeyword.Count)
            return FunctionEffect.CarriesNothing;
        if (function.Name.Equals("last_insert_id", StringComparison.OrdinalIgnoreCase))
            return FunctionEffect.StoresArgument;
        return IsBuiltIn(context.Server.Family, function.Name) ? FunctionEffect.Pure : FunctionEffect.Opaque;
    }

    /// <summary>Whether an expression calls a stored function by the name of a built-in one: the spelling or the place alone tells them apart.</summary>
    public static bool IsDisguised(LexicalContext context, SqlName function, MySqlToken name, bool isAdjacent) =>
        function.Schema is null
        && (function.Name.Equals(BuiltInFunctions.Table, StringComparison.OrdinalIgnoreCase)
            || (BuiltInFunctions.NeedAdjacency.Contains(function.Name)
                && (name.Kind == MySqlTokenKind.QuotedWord
                    || (!isAdjacent && context.SpaceBeforeArguments == SpaceBeforeArguments.MakesStoredCall))));

    public static bool IsBuiltIn(ServerFamily family, string name) =>
        BuiltInFunctions.Common.Contains(name) || name.Equals(BuiltInFunctions.Table, StringComparison.OrdinalIgnoreCase)
        || (family == ServerFamily.MySql && BuiltInFunctions.MySql.Contains(name))
        || (family == ServerFamily.MariaDb && BuiltInFunctions.MariaDb.Contains(name));
}
