using System.Buffers.Binary;
using System.Text;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Recording.Redaction;
using WireProxy.Tests.Sessions;

namespace WireProxy.Tests.Recording.Redaction;

public sealed class RedactingRecorderTests
{
    private static readonly byte[] PostgresInput =
    [
        .. Postgres('Q', "SELECT 'PASSWORD'\0"u8), .. Postgres('P', "st\0ALTER ROLE a PASSWORD 'geheim'\0\0\0"u8),
        .. Postgres('d', "PASSWORD 'copied'"u8), .. Postgres('Q', "ALTER ROLE b PASSWORD 'x'\0"u8), .. Postgres('S', []),
    ];

    private static readonly byte[] MySqlInput =
    [
        .. MySql(1, "SET PASSWORD = 'login'"u8), .. MySql(0, "\x03SET PASSWORD = 'geheim'"u8), .. MySql(0, "\x01"u8),
        .. MySql(2, "SET PASSWORD = 'file'"u8), .. MySql(0, "\x16" + "CREATE USER u IDENTIFIED BY 'x'"),
    ];

    [Fact]
    public async Task Of_postgres_messages_the_texts_lose_their_secrets_however_they_are_cut()
    {
        string expected = Text(PostgresInput).Replace("geheim", "******").Replace("'x'", "'*'");
        await AssertRecordedAsync(() => new PostgresRedactor(), PostgresInput, expected, [Text(PostgresInput).IndexOf("geheim", StringComparison.Ordinal), Text(PostgresInput).IndexOf("x'", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task Of_mysql_commands_the_texts_lose_their_secrets_however_they_are_cut()
    {
        string expected = Text(MySqlInput).Replace("geheim", "******").Replace("'x'", "'*'");
        await AssertRecordedAsync(() => new MySqlRedactor(CapabilityFlags.None), MySqlInput, expected, [Text(MySqlInput).IndexOf("geheim", StringComparison.Ordinal), Text(MySqlInput).IndexOf("x'", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task A_text_of_several_packets_is_one()
    {
        byte[] first = new byte[0xFFFFFF];
        first.AsSpan().Fill((byte)' ');
        first[0] = 3;
        "SET PASSWORD = 'a"u8.CopyTo(first.AsSpan(first.Length - "SET PASSWORD = 'a".Length));
        byte[] input = [.. MySql(0, first), .. MySql(1, "bc' WHERE 'd'"u8)];
        var recorder = new SilentRecorder();
        await RedactingRecorder.Over(recorder, new SecretEchoes(), new MySqlRedactor(CapabilityFlags.None)).FromClientAsync(input);

        Assert.Equal("**' WHERE 'd'", Text(recorder.FromClient)[^13..]);
        Assert.Equal('*', (char)recorder.FromClient[4 + 0xFFFFFF - 1]);
    }

    [Fact]
    public async Task Attributes_before_a_text_hide_no_secret_of_it()
    {
        // One attribute, n = a text of 39 bytes: its length is the code of a quote.
        byte[] attribute = [1, 1, 0, 1, 254, 0, 1, (byte)'n', 39, .. new byte[39]];
        byte[] input = MySql(0, [3, .. attribute, .. "SET PASSWORD = 'geheim'"u8]);
        var recorder = new SilentRecorder();
        await RedactingRecorder.Over(recorder, new SecretEchoes(), new MySqlRedactor(CapabilityFlags.QueryAttributes)).FromClientAsync(input);

        Assert.EndsWith("SET PASSWORD = '******'", Text(recorder.FromClient), StringComparison.Ordinal);
    }

    private static async Task AssertRecordedAsync(Func<IClientRedactor> redactor, byte[] input, string expected, int[] offsets)
    {
        for (int split = 0; split <= input.Length; split++)
        {
            var recorder = new SilentRecorder();
            byte[] forwarded = [.. input];
            var redacting = RedactingRecorder.Over(recorder, new SecretEchoes(), redactor());
            await redacting.FromClientAsync(forwarded.AsMemory(0, split));
            await redacting.FromClientAsync(forwarded.AsMemory(split));

            Assert.Equal(expected, Text(recorder.FromClient));
            Assert.Equal(input, forwarded);
            Assert.Equal(7, recorder.Redactions.Sum(redaction => redaction.Length));
            Assert.All(offsets, offset => Assert.Contains(offset, recorder.Redactions.Select(redaction => (int)redaction.Offset)));
        }
    }

    private static byte[] Postgres(char code, ReadOnlySpan<byte> body)
    {
        byte[] frame = new byte[5 + body.Length];
        frame[0] = (byte)code;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), 4 + body.Length);
        body.CopyTo(frame.AsSpan(5));
        return frame;
    }

    private static byte[] MySql(byte sequence, string payload) => MySql(sequence, Encoding.Latin1.GetBytes(payload));

    private static byte[] MySql(byte sequence, ReadOnlySpan<byte> payload)
    {
        byte[] packet = new byte[4 + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(packet, payload.Length);
        packet[3] = sequence;
        payload.CopyTo(packet.AsSpan(4));
        return packet;
    }

    private static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
