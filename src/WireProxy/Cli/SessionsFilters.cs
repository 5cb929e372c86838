using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using WireProxy.Audit.Stores;

namespace WireProxy.Cli;

/// <summary>The options that choose sessions.</summary>
internal sealed class SessionsFilters
{
    private readonly Option<string?> _user = new("--user") { Description = "Sessions of this user", HelpName = "U" };

    private readonly Option<string?> _database = new("--database") { Description = "Sessions in this database", HelpName = "D" };

    private readonly Option<string?> _endpoint = new("--endpoint") { Description = "Sessions through this endpoint", HelpName = "E" };

    private readonly Option<string?> _client = new("--client") { Description = "Sessions from this address, with or without port", HelpName = "ADDR" };

    private readonly Option<string?> _application = new("--application") { Description = "Sessions of this application", HelpName = "A" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_user, _database, _endpoint, _client, _application])
            command.Add(option);
    }

    public SessionQuery Query(ParseResult parsed) => new()
    {
        User = parsed.GetValue(_user),
        Database = parsed.GetValue(_database),
        Endpoint = parsed.GetValue(_endpoint),
        Client = parsed.GetValue(_client) is { } client ? Address(client) : null,
        Application = parsed.GetValue(_application),
    };

    /// <summary>An option for a count.</summary>
    public static Option<T?> Count<T>(string name, string description, T smallest)
        where T : struct, System.Numerics.INumber<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result =>
            {
                if (!T.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out T count) || count < smallest)
                    result.AddError($"{name} must be a number, at least {smallest}.");
                return count;
            },
        };

    // As recorded: an IPv6 address stands in brackets, with its port or without.
    private static string Address(string text) =>
        IPAddress.TryParse(text, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6 && !text.StartsWith('[')
            ? $"[{address}]"
            : text;
}
