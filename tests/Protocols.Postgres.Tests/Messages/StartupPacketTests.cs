using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Protocols.Postgres.Tests.Messages;

public sealed class StartupPacketTests
{
    [Theory]
    [InlineData(80877103, StartupRequest.Tls)]
    [InlineData(80877104, StartupRequest.GssEncryption)]
    [InlineData(80877102, StartupRequest.Cancel)]
    [InlineData(196608, StartupRequest.Startup)]
    [InlineData(196610, StartupRequest.Startup)]
    [InlineData(0, StartupRequest.Startup)]
    [InlineData(-1, StartupRequest.Startup)]
    public void The_code_says_what_is_asked_for(int code, StartupRequest request) =>
        Assert.Equal(request, StartupPacket.Read(new Body().Int32(8).Int32(code).ToArray()).Request);

    [Fact]
    public void The_code_is_a_version_otherwise()
    {
        ProtocolVersion version = StartupPacket.Read(new Body().Int32(8).Int32(0x0003_270F).ToArray()).Version;
        Assert.Equal((3, 9999, "3.9999"), (version.Major, version.Minor, version.ToString()));
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(8, true)]
    [InlineData(10004, true)]
    [InlineData(10005, false)]
    [InlineData(int.MaxValue, false)]
    public void Lengths_are_the_servers(int length, bool valid) =>
        Assert.Equal(valid, StartupPacket.Read(new Body().Int32(length).Int32(196608).ToArray()).IsLengthValid);

    [Fact]
    public void The_tls_request_reads_as_one()
    {
        StartupPacket packet = StartupPacket.Read(StartupPacket.TlsRequest);
        Assert.Equal((8, StartupRequest.Tls), (packet.Length, packet.Request));
    }
}
