using System.Text;

namespace WireProxy.Sessions.Postgres.Login;

/// <summary>
/// The start-up parameter <c>options</c>: command-line arguments for the server process, split at blanks, where a
/// backslash makes the next character ordinary (PostgreSQL's <c>pg_split_opts</c>).
/// </summary>
internal static class CommandLineOptions
{
    /// <summary>The first argument that is not <c>-c name=value</c> or <c>--name=value</c> of an allowed name, or null.</summary>
    public static string? FindForbidden(string options, IReadOnlySet<string> allowed)
    {
        List<string> arguments = Split(options);
        for (int at = 0; at < arguments.Count; at++)
        {
            string argument = arguments[at];
            string? setting = argument switch
            {
                "-c" => ++at < arguments.Count ? arguments[at] : null,
                _ when argument.StartsWith("-c", StringComparison.Ordinal) => argument[2..],
                _ when argument.StartsWith("--", StringComparison.Ordinal) => argument[2..],
                _ => null,
            };
            // The server reads a dash in a name as an underscore.
            string? name = setting?.Split('=', 2)[0].Replace('-', '_');
            if (name is null || name is "options" or "user" or "database" or "replication" || !allowed.Contains(name))
                return argument == "-c" && setting is not null ? setting : argument;
        }
        return null;
    }

    private static List<string> Split(string options)
    {
        var arguments = new List<string>();
        var argument = new StringBuilder();
        for (int at = 0; at <= options.Length; at++)
        {
            bool ends = at == options.Length || char.IsWhiteSpace(options[at]);
            if (!ends)
            {
                if (options[at] == '\\' && at + 1 < options.Length)
                    at++;
                argument.Append(options[at]);
            }
            else if (argument.Length > 0)
            {
                arguments.Add(argument.ToString());
                argument.Clear();
            }
        }
        return arguments;
    }
}
