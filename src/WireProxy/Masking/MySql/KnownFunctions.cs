using System.Collections.Frozen;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Masking.MySql;

/// <summary>What is known of the functions that servers have built in. All others may be stored ones, or loaded.</summary>
internal static class KnownFunctions
{
    // They show their arguments to other sessions.
    private static readonly FrozenSet<string> Carriers = FrozenSet.ToFrozenSet(["get_lock"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether its result depends on its arguments and on the session alone. With a database before it a name is a stored one's.</summary>
    public static bool IsPure(ServerFamily family, SqlName function) =>
        function.Schema is null && MySqlFunctions.AreBuiltIn(family, function.Name);

    /// <summary>Whether a value given to it can be read elsewhere.</summary>
    public static bool PassesOn(SqlName function) => function.Schema is null && Carriers.Contains(function.Name);

    /// <summary>Whether it reads files of the server's host, which may hold what tables hold.</summary>
    public static bool ReadsFiles(SqlName function) =>
        function.Schema is null && function.Name.Equals("load_file", StringComparison.OrdinalIgnoreCase);
}
