using WireProxy.Audit.Records;

namespace WireProxy.Audit.Tests.Records;

public sealed class SessionIdTests
{
    [Fact]
    public void Text_and_bytes_come_back()
    {
        SessionId id = SessionId.Create(DateTimeOffset.UtcNow);
        byte[] bytes = new byte[SessionId.Size];
        id.Write(bytes);

        Assert.Equal(SessionId.TextLength, id.ToString().Length);
        Assert.True(SessionId.TryParse(id.ToString(), out SessionId parsed));
        Assert.Equal(id, parsed);
        Assert.Equal(id, SessionId.Read(bytes));
        Assert.True(SessionId.TryParse(id.ToString().ToUpperInvariant(), out parsed) && parsed == id);
    }

    [Fact]
    public void Text_and_value_sort_by_start_time()
    {
        DateTimeOffset start = DateTimeOffset.UnixEpoch.AddYears(56);
        SessionId[] ids = [.. Enumerable.Range(0, 200).Select(i => SessionId.Create(start.AddMilliseconds(i * 7)))];

        Assert.Equal(ids, ids.Order());
        Assert.Equal(ids, ids.OrderBy(id => id.ToString(), StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000000000000000000000000")]
    [InlineData("000000000000000000000000000")]
    [InlineData("80000000000000000000000000")]
    [InlineData("0000000000000000000000000u")]
    [InlineData("0000000000000000000000000 ")]
    public void What_is_no_id_is_not_parsed(string? text) => Assert.False(SessionId.TryParse(text, out _));
}
