using System.Text;
using WireProxy.Policy;

namespace WireProxy.Tests.Policy;

public sealed class VerdictCacheTests
{
    [Fact]
    public void A_text_is_found_under_its_own_salt_only()
    {
        var cache = new VerdictCache<string>(64, 1 << 20);
        cache.Add("SELECT 1"u8, 1, "one");
        cache.Add("SELECT 1"u8, 2, "two");

        Assert.True(cache.TryGet("SELECT 1"u8, 1, out string? one));
        Assert.True(cache.TryGet("SELECT 1"u8, 2, out string? two));
        Assert.Equal(("one", "two"), (one, two));
        Assert.False(cache.TryGet("SELECT 1"u8, 3, out _));
        Assert.False(cache.TryGet("SELECT 1 "u8, 1, out _));
        Assert.False(cache.TryGet(""u8, 1, out _));
    }

    [Fact]
    public void Texts_of_every_length_that_differ_in_one_byte_are_told_apart()
    {
        var cache = new VerdictCache<int>(4096, 1 << 24);
        for (int length = 0; length < 100; length++)
        {
            byte[] text = new byte[length];
            cache.Add(text, 0, length);
            for (int i = 0; i < length; i++)
            {
                text[i] = 1;
                Assert.False(cache.TryGet(text, 0, out _));
                text[i] = 0;
            }
            Assert.True(cache.TryGet(text, 0, out int found));
            Assert.Equal(length, found);
        }
    }

    [Fact]
    public void Adding_again_replaces()
    {
        var cache = new VerdictCache<int>(64, 1 << 20);
        cache.Add("q"u8, 0, 1);
        cache.Add("q"u8, 0, 2);

        Assert.True(cache.TryGet("q"u8, 0, out int value));
        Assert.Equal((2, 1), (value, cache.Count));
    }

    [Fact]
    public void The_bytes_that_were_added_are_a_copy()
    {
        var cache = new VerdictCache<int>(64, 1 << 20);
        byte[] buffer = "SELECT 1"u8.ToArray();
        cache.Add(buffer, 0, 1);
        buffer[7] = (byte)'2';

        Assert.True(cache.TryGet("SELECT 1"u8, 0, out _));
        Assert.False(cache.TryGet(buffer, 0, out _));
    }

    [Fact]
    public void Long_texts_are_not_kept()
    {
        var cache = new VerdictCache<int>(64, 1 << 24);
        cache.Add(new byte[VerdictCache<int>.LongestText], 0, 1);
        cache.Add(new byte[VerdictCache<int>.LongestText + 1], 0, 2);

        Assert.True(cache.TryGet(new byte[VerdictCache<int>.LongestText], 0, out _));
        Assert.False(cache.TryGet(new byte[VerdictCache<int>.LongestText + 1], 0, out _));
    }

    [Theory]
    [InlineData(64, 1 << 20)]
    [InlineData(4096, 50_000)]
    [InlineData(8, 300)]
    [InlineData(8, 0)]
    public void Entries_and_bytes_stay_in_bounds(int entries, long bytes)
    {
        var cache = new VerdictCache<int>(entries, bytes);
        var random = new Random(5);
        for (int i = 0; i < 5000; i++)
        {
            cache.Add(Encoding.ASCII.GetBytes($"{i}{new string('x', random.Next(400))}"), 0, i);
            Assert.InRange(cache.Count, 0, entries);
            Assert.InRange(cache.Bytes, 0, bytes);
        }
    }

    [Fact]
    public void What_is_asked_for_stays_while_other_texts_pass_through()
    {
        var cache = new VerdictCache<int>(64, 1 << 20);
        cache.Add("hot"u8, 0, 1);
        for (int i = 0; i < 10_000; i++)
        {
            cache.Add(Encoding.ASCII.GetBytes($"cold {i}"), 0, i);
            Assert.True(cache.TryGet("hot"u8, 0, out _));
        }
    }

    [Fact]
    public void A_hit_and_a_miss_allocate_nothing()
    {
        var cache = new VerdictCache<string>(64, 1 << 20);
        byte[] text = new byte[200];
        cache.Add(text, 7, "v");
        cache.TryGet(text, 7, out _);
        cache.TryGet(text, 8, out _);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            cache.TryGet(text, 7, out _);
            cache.TryGet(text, 8, out _);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Readers_and_writers_at_once_never_see_another_texts_value()
    {
        var cache = new VerdictCache<string>(32, 8_000);
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => $"SELECT {i}{new string(' ', i % 70)}")];
        byte[][] keys = [.. texts.Select(Encoding.ASCII.GetBytes)];

        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            var random = new Random(worker);
            for (int i = 0; i < 50_000; i++)
            {
                int at = random.Next(texts.Length);
                if (cache.TryGet(keys[at], 0, out string? value))
                    Assert.Equal(texts[at], value);
                else
                    cache.Add(keys[at], 0, texts[at]);
            }
        })));

        Assert.InRange(cache.Count, 1, 32);
        Assert.InRange(cache.Bytes, 1, 8_000);
    }
}
