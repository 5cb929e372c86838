using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using WireProxy.Audit.Keys;
using WireProxy.Configuration;
using WireProxy.Recording;

namespace WireProxy.Cli.Keys;

/// <summary><c>keys list</c>: which keys there are; never the keys themselves.</summary>
internal static class KeysListCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "Write one JSON array" };

    public static Command Create(CommandConfiguration configuration)
    {
        var command = new Command("list", "List the keys of the configuration, without the keys themselves.") { Json };
        command.SetAction((parsed, _) => configuration.RunAsync(
            parsed, options => KeysCommand.RunAsync(parsed, () => RunAsync(parsed, options.Audit))));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, AuditOptions audit)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        List<ListedKey> keys = [.. List(audit)];
        if (parsed.GetValue(Json))
            await output.WriteLineAsync(ToJson(keys));
        else
            Write(keys, output);
        return ExitCode.Done;
    }

    private static IEnumerable<ListedKey> List(AuditOptions audit)
    {
        if (AuditKeys.LoadRing(audit.Encryption) is { } ring)
        {
            foreach (MasterKey key in ring.Keys)
                yield return new ListedKey("encryption", key.Id, key.Created, key.Id == ring.Current.ToString() ? "current" : "opens older sessions");
        }
        using SigningKey? signing = AuditKeys.LoadSigning(audit.Signing.Key);
        if (signing is not null)
        {
            string epoch = string.Create(CultureInfo.InvariantCulture, $"epoch {signing.Epoch}{(signing.CanStep ? "" : ", does not step")}");
            yield return new ListedKey("signing", Convert.ToHexStringLower(signing.PublicKey.Span[..8]), null, epoch);
        }
    }

    private static void Write(List<ListedKey> keys, TextWriter output)
    {
        var table = new OutputTable("USE", "ID", "CREATED (UTC)", "STATE");
        foreach (ListedKey key in keys)
            table.Add(key.Use, key.Id, key.Created is { } created ? SessionsWords.Of(created) : "-", key.State);
        table.Write(output);
    }

    private static string ToJson(List<ListedKey> keys)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartArray();
            foreach (ListedKey key in keys)
            {
                json.WriteStartObject();
                json.WriteString("use", key.Use);
                json.WriteString("id", key.Id);
                if (key.Created is { } created)
                    json.WriteString("created", created.UtcDateTime);
                else
                    json.WriteNull("created");
                json.WriteString("state", key.State);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }

    private sealed record ListedKey(string Use, string Id, DateTimeOffset? Created, string State);
}
