using WireProxy.Integration.Servers;

namespace WireProxy.Integration.Recording;

/// <summary>What Wireshark says of a capture file.</summary>
internal static class Capture
{
    /// <summary>Nothing malformed, no bad checksum, no TCP oddity, and every byte of payload dissected.</summary>
    public static async Task AssertSoundAsync(string file)
    {
        Assert.Empty(await FieldAsync(file, "frame.number",
            "_ws.malformed || _ws.unreassembled || tcp.analysis.flags || tcp.checksum.status == 0 || ip.checksum.status == 0"));
        // There are packets, and they are of one connection.
        Assert.Single((await FieldAsync(file, "tcp.stream", "tcp")).Distinct());
    }

    /// <summary>A field of the packets that a display filter shows, one entry for each of its values.</summary>
    public static async Task<List<string>> FieldAsync(string file, string field, string filter)
    {
        ToolRun run = await ToolRun.RunAsync(
            ["tshark", "-n", "-r", file, "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", "-Y", filter, "-T", "fields", "-E", "aggregator=\u0001", "-e", field]);
        Assert.True(run.ExitCode == 0, run.Errors);
        return [.. run.Output.Split('\n', '\u0001').Where(value => value.Length > 0)];
    }
}
