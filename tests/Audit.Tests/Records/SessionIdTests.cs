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

    [Fact]
    public void Ids_sort_within_a_millisecond_and_tell_when_they_were_made()
    {
        DateTimeOffset start = DateTimeOffset.UnixEpoch.AddYears(56);
        SessionId[] ids = [.. Enumerable.Range(0, 2000).Select(i => SessionId.Create(start.AddMicroseconds(i)))];

        Assert.Equal(ids, ids.Order());
        Assert.Equal(start.AddMilliseconds(1), ids[^1].CreatedAt);
        Assert.True(SessionId.FirstAt(start) <= ids[0] && SessionId.FirstAt(start.AddMilliseconds(2)) > ids[^1]);
        Assert.All(ids, id => Assert.Equal('7', Guid.Parse(Convert.ToHexString(Bytes(id))).ToString()[14]));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("0", true)]
    [InlineData("01Hz", true)]
    [InlineData("8", false)]
    [InlineData("01u", false)]
    [InlineData("%", false)]
    public void The_ids_with_a_prefix_are_between_two(string prefix, bool isPrefix)
    {
        Assert.Equal(isPrefix, SessionId.TryParsePrefix(prefix, out SessionId first, out SessionId last));
        if (!isPrefix)
            return;
        Assert.StartsWith(prefix.ToLowerInvariant(), first.ToString(), StringComparison.Ordinal);
        Assert.StartsWith(prefix.ToLowerInvariant(), last.ToString(), StringComparison.Ordinal);
        Assert.True(first < last);
    }

    private static byte[] Bytes(SessionId id)
    {
        byte[] bytes = new byte[SessionId.Size];
        id.Write(bytes);
        return bytes;
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
