using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.MySql;

namespace WireProxy.Sql.Analysis;

/// <summary>The functions that MySQL and MariaDB find before they look for stored ones.</summary>
public static class MySqlFunctions
{
    /// <summary>Whether a call by this name, without a database before it, calls no stored or loaded function.</summary>
    public static bool AreBuiltIn(ServerFamily family, string name) => FunctionEffects.IsBuiltIn(family, name);
}
