using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Protocols.Postgres.Tests.Messages;

public sealed class FrontendFrameLimitsTests
{
    [Theory]
    [InlineData("QPBFd", 1073741822)]
    [InlineData("CDEHSXcf", 10000)]
    public void Each_code_has_the_servers_limit(string codes, int longest)
    {
        foreach (char code in codes)
        {
            FrontendFrameLimits.Check(new FrameHeader((byte)code, longest - 4));
            Assert.Throws<PostgresProtocolException>(() => FrontendFrameLimits.Check(new FrameHeader((byte)code, longest - 3)));
            Assert.Throws<PostgresProtocolException>(() => FrontendFrameLimits.Check(new FrameHeader((byte)code, int.MaxValue - 4)));
        }
    }

    [Fact]
    public void Every_other_code_is_refused()
    {
        for (int code = 0; code < 256; code++)
        {
            if ("QPBFdCDEHSXcf".Contains((char)code, StringComparison.Ordinal))
                continue;
            Assert.Throws<PostgresProtocolException>(() => FrontendFrameLimits.Check(new FrameHeader((byte)code, 0)));
        }
    }
}
