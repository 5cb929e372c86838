using System.Buffers;
using WireProxy.Masking;
using WireProxy.Masking.Postgres.Copy;
using static WireProxy.Tests.Masking.Postgres.Copy.BinaryCopyMaskTests;

namespace WireProxy.Tests.Masking.Postgres.Copy;

/// <summary>Messages may cut the data anywhere, and hold anything.</summary>
public sealed class CopyStreamTests
{
    private const string Secret = "S3CR3T";

    // Each holds the secret in its masked column only, which is the second of three.
    private static readonly Dictionary<string, byte[]> Samples = new()
    {
        [""] = Copied.Latin($"1\t{Secret}\tx\n2\t\\N\t\\N\na\\tb\\\\\t\\t{Secret}\\n\\061\\x31\ty\\\\\n\t\t\n"),
        ["(header, delimiter '|')"] = Copied.Latin($"id|ssn|na\\|me\n1|{Secret}\\|{Secret}|\\N\n\\N|\\N|\\\\N\n"),
        ["csv header"] = Copied.Latin($"id,ssn,\"na\nme\"\n1,{Secret},x\n\"a\nb\",\"{Secret}\n,\"\"{Secret}\",\"\"\"\"\n,,\n\"\",\"\",\"\"\n"),
        ["csv delimiter ';' quote '''' escape '\\' null 'NIL'"] = Copied.Latin($"1;'{Secret}\\'\\\\;';'a\nb'\nNIL;NIL;'NIL'\n"),
        ["binary"] = Data(Header(7, "ext"), Row("1", Secret, null), Row(null, null, ""), Row("\xFF\xFF", Secret + Secret, Secret.ToLowerInvariant()), Row("", "", ""), Trailer),
    };

    public static TheoryData<string> Layouts { get; } = new(Samples.Keys);

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Split_at_every_position_it_is_masked_the_same(string options)
    {
        byte[] data = Samples[options];
        byte[] whole = Copied.Bytes(options, ".f.", data);
        Assert.DoesNotContain(Secret, Copied.Latin(whole), StringComparison.Ordinal);
        for (int first = 0; first <= data.Length; first++)
        {
            for (int second = first; second <= data.Length; second += 3)
                Assert.Equal(whole, Copied.Bytes(options, ".f.", data[..first], data[first..second], data[second..]));
        }
        Assert.Equal(whole, Copied.Bytes(options, ".f.", [.. data.Select(one => (byte[])[one])]));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Without_a_mask_it_passes_byte_for_byte(string options) =>
        Assert.Equal(Samples[options], Copied.Bytes(options, "...", Samples[options]));

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Truncated_at_any_position_inside_a_row_it_is_an_error(string options)
    {
        byte[] data = Samples[options];
        int complete = 0;
        for (int length = 0; length < data.Length; length++)
        {
            try
            {
                Copied.Bytes(options, ".f.", data[..length]);
                complete++;
            }
            catch (MaskingException)
            {
                // what leaves of it is masked all the same
            }
        }
        Assert.InRange(complete, 0, data.Count(one => one == '\n'));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Mutated_and_split_at_random_it_ends_in_masked_data_or_in_an_error(string options)
    {
        var random = new Random(20_260_701);
        for (int run = 0; run < 20_000; run++)
        {
            byte[] data = Mutate(Samples[options], random);
            byte[]? whole = Run(options, data);
            byte[]? split = Run(options, Split(data, random));
            Assert.Equal(whole, split);
        }
    }

    [Fact]
    public void Nothing_is_allocated_per_row()
    {
        foreach ((string options, byte[] data) in Samples)
        {
            byte[] rows = options == "binary" ? Data(Row("1", Secret, null), Row("2", "", "x")) : data[(Array.LastIndexOf(data, (byte)'\n', data.Length - 2) + 1)..];
            using CopyMask mask = CopyMask.For(Copied.Layout(options), Copied.Columns(".f.", options == "binary" ? Protocols.Postgres.Values.FieldFormat.Binary : default), Copied.Limit);
            var output = new ArrayBufferWriter<byte>(1 << 20);
            mask.Write(data.AsSpan(0, options == "binary" ? data.Length - 2 : data.Length), output);
            for (int i = 0; i < 100; i++)
                mask.Write(rows, output);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
                mask.Write(rows, output);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static byte[]? Run(string options, params byte[][] pieces)
    {
        try
        {
            return Copied.Bytes(options, ".f.", pieces);
        }
        catch (MaskingException)
        {
            return null;
        }
    }

    private static byte[] Mutate(byte[] data, Random random)
    {
        var mutated = data.ToList();
        ReadOnlySpan<byte> telling = "\n\r\t\\\"',;|N.x1\0\xFF"u8;
        for (int change = random.Next(4); change >= 0; change--)
        {
            int at = random.Next(mutated.Count);
            switch (random.Next(3))
            {
                case 0:
                    mutated[at] = telling[random.Next(telling.Length)];
                    break;
                case 1:
                    mutated.Insert(at, telling[random.Next(telling.Length)]);
                    break;
                default:
                    mutated.RemoveAt(at);
                    break;
            }
        }
        return [.. mutated];
    }

    private static byte[][] Split(byte[] data, Random random)
    {
        var pieces = new List<byte[]>();
        for (int at = 0; at < data.Length;)
        {
            int length = Math.Min(random.Next(1, 12), data.Length - at);
            pieces.Add(data[at..(at + length)]);
            at += length;
        }
        return [.. pieces];
    }
}
