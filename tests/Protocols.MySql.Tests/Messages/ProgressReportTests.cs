using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Protocols.MySql.Tests.Framing;

namespace WireProxy.Protocols.MySql.Tests.Messages;

public sealed class ProgressReportTests
{
    /// <summary>MariaDB during LOAD DATA.</summary>
    internal static readonly byte[] Golden = Hex.Bytes("ff ffff 01 02 02 000000 0f 456e642062756c6b20696e73657274");

    [Fact]
    public void A_report_is_read()
    {
        ProgressReport report = ProgressReport.Read(Golden);
        Assert.Equal((2, 2, 0), (report.Stage, report.MaxStage, report.Progress));
        Assert.Equal("End bulk insert"u8, report.Text);
    }

    [Fact]
    public void A_report_is_one_only_where_it_was_negotiated()
    {
        Assert.True(ProgressReport.Matches(Golden, CapabilityFlags.MariaDbProgress));
        Assert.False(ProgressReport.Matches(Golden, ~CapabilityFlags.MariaDbProgress));
        Assert.False(ProgressReport.Matches(Hex.Bytes("ff 7604"), CapabilityFlags.MariaDbProgress));
        Assert.False(ProgressReport.Matches([0xFF, 0xFF], CapabilityFlags.MariaDbProgress));
    }

    [Fact]
    public void Anything_but_one_report_is_refused()
    {
        Strictness.RefusesAnythingElse(Golden, payload => ProgressReport.Read(payload));
        Assert.Throws<MySqlProtocolException>(() => { ProgressReport.Read([0xFF, 0x76, 0x04, .. Golden.AsSpan(3)]); });
    }
}
