using System.Buffers;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Protocols.Postgres.Tests.Messages;

/// <summary>Mutated bodies end in a value or in <see cref="PostgresProtocolException"/>, never in anything else.</summary>
public sealed class MessageFuzzTests
{
    private const int Rounds = 200_000;

    private static readonly byte[] Fields = new Body().Int16(2)
        .Field("id", 16390, 1, 23, 4, -1, 1).Field("name", 16390, 2, 1043, -1, 24, 0).ToArray();

    private static readonly byte[] Row = new Body().Int16(3).Value("1").Value((string?)null).Value("ann").ToArray();

    private static readonly byte[] Error = "SERROR\0C23505\0Mx\0Dy\0\0"u8.ToArray();

    [Fact]
    public void RowDescription_survives_mutation() => Fuzz(Fields, body =>
    {
        int seen = 0;
        RowDescription description = RowDescription.Read(body);
        foreach (RowDescriptionField _ in description)
            seen++;
        Assert.Equal(description.Count, seen);
    });

    [Fact]
    public void DataRow_survives_mutation() => Fuzz(Row, body =>
    {
        int seen = 0;
        DataRow row = DataRow.Read(body);
        foreach (DataRowValue _ in row)
            seen++;
        Assert.Equal(row.Count, seen);
    });

    [Fact]
    public void Bind_survives_mutation() => Fuzz(BindTests.Golden, body =>
    {
        int end = 0;
        Bind bind = Bind.Read(body);
        foreach (BindParameter parameter in bind)
        {
            Assert.True(parameter.Start >= end && (!parameter.IsNull || parameter.Bytes.IsEmpty));
            end = parameter.Start + parameter.Bytes.Length;
        }
        Assert.True(end + 2 + (2 * bind.ResultFormats.Count) == body.Length || bind.Count == 0);
    });

    [Fact]
    public void Rewriting_survives_mutation()
    {
        var rewriter = new DataRowRewriter(new ScriptedMask([1, 2, 3]), null, new ScriptedMask(null));
        var output = new ArrayBufferWriter<byte>(4096);
        Fuzz(Row, body =>
        {
            output.ResetWrittenCount();
            rewriter.Rewrite(body, output);
            Assert.Equal(3, DataRow.Read(output.WrittenSpan[5..]).Count);
        });
    }

    [Fact]
    public void ErrorResponse_survives_mutation() => Fuzz(Error, body =>
    {
        ErrorResponse response = ErrorResponse.Read(body);
        foreach (ErrorResponseField field in response)
            Assert.NotEqual(0, (byte)field.Code);
    });

    private static void Fuzz(byte[] seed, Action<byte[]> read)
    {
        var random = new Random(20240229);
        int accepted = 0, refused = 0;
        for (int i = 0; i < Rounds; i++)
        {
            byte[] body = Mutate(seed, random);
            try
            {
                read(body);
                accepted++;
            }
            catch (PostgresProtocolException)
            {
                refused++;
            }
        }
        Assert.True(accepted > 0 && refused > 0, $"{accepted} accepted, {refused} refused");
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        List<byte> body = [.. seed];
        for (int edits = random.Next(1, 4); edits > 0 && body.Count > 0; edits--)
        {
            int at = random.Next(body.Count);
            switch (random.Next(4))
            {
                case 0: body[at] = (byte)random.Next(256); break;
                case 1: body[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: body.RemoveAt(at); break;
                default: body.Insert(at, (byte)(random.Next(2) * 255)); break;
            }
        }
        return [.. body];
    }
}
