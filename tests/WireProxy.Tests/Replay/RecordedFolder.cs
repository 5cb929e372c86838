using WireProxy.Audit;
using WireProxy.Audit.Records;
using WireProxy.Recording;
using WireProxy.Tests.Cli;
using WireProxy.Tests.Recording;

namespace WireProxy.Tests.Replay;

/// <summary>A configuration whose audit folder holds the given sessions.</summary>
internal sealed class RecordedFolder : IDisposable
{
    private readonly ConfigurationFolder _configuration;

    private RecordedFolder(ConfigurationFolder configuration) => _configuration = configuration;

    /// <summary>The <c>--config</c> value.</summary>
    public string Configuration => _configuration.File;

    public string AuditPath => Path.Combine(_configuration.Path, "audit");

    /// <summary>A file that goes with the folder.</summary>
    public string Scratch(string name) => Path.Combine(_configuration.Path, name);

    public List<string> Ids { get; } = [];

    public static async Task<RecordedFolder> OfAsync(params IRecordedTranscript[] sessions)
    {
        ConfigurationFolder configuration = ConfigurationFolder.Holding(""" "Policies": [] """);
        string audit = Path.Combine(configuration.Path, "audit");
        await File.WriteAllTextAsync(
            configuration.File,
            (await File.ReadAllTextAsync(configuration.File)).Replace("\"Policies\": []", $"\"Audit\": {{ \"Path\": \"{audit}\" }}", StringComparison.Ordinal));
        var folder = new RecordedFolder(configuration);
        await using AuditLog log = await AuditLog.OpenAsync(new AuditLogOptions { Path = audit }, new SessionIndexers(), TimeProvider.System, default);
        foreach (IRecordedTranscript session in sessions)
        {
            folder.Ids.Add(Record(log, session));
            // Ids sort by the millisecond.
            await Task.Delay(2);
        }
        return folder;
    }

    public void Dispose() => _configuration.Dispose();

    private static string Record(AuditLog log, IRecordedTranscript transcript)
    {
        SessionLog session = log.BeginSession(new SessionHeader(transcript.Protocol == "mysql" ? "shop-mysql" : "shop-pg", transcript.Protocol, "127.0.0.1:5000"));
        foreach ((RecordKind kind, byte[] bytes) in transcript.Records)
            session.Append(kind, bytes);
        session.End("ClientClosed");
        return session.Id.ToString();
    }
}
