using System.Buffers.Binary;
using System.Text;

namespace WireProxy.Integration.Wire.Postgres;

/// <summary>One server message.</summary>
internal sealed record WireFrame(char Code, byte[] Body)
{
    public byte[] ToBytes() => new WireBuffer().Raw(Body).ToFrame(Code);

    /// <summary>The body's first word: the authentication request, the process id.</summary>
    public int Int32(int offset = 0) => BinaryPrimitives.ReadInt32BigEndian(Body.AsSpan(offset));

    /// <summary>A field of an ErrorResponse or NoticeResponse; null when absent.</summary>
    public string? Field(char name)
    {
        foreach (string field in Encoding.UTF8.GetString(Body).Split('\0'))
        {
            if (field.Length > 0 && field[0] == name)
                return field[1..];
        }
        return null;
    }

    public string Sqlstate => Field('C') ?? "";

    /// <summary>The columns of a DataRow; null for NULL.</summary>
    public List<byte[]?> Values()
    {
        var values = new List<byte[]?>();
        int at = 2;
        for (int left = BinaryPrimitives.ReadUInt16BigEndian(Body); left > 0; left--)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(Body.AsSpan(at));
            at += 4;
            values.Add(length < 0 ? null : Body.AsSpan(at, length).ToArray());
            at += Math.Max(length, 0);
        }
        Assert.Equal(Body.Length, at);
        return values;
    }

    /// <summary>The columns of a DataRow as text, joined by <c>|</c>.</summary>
    public string Row() => string.Join('|', Values().Select(value => value is null ? "NULL" : Encoding.UTF8.GetString(value)));

    /// <summary>The message in the short notation of the transcripts: <c>E:42501</c>, <c>Z:I</c>, <c>C:SELECT 1</c>, <c>D:1|Ada</c>.</summary>
    public override string ToString() => Code switch
    {
        'E' => $"E:{Sqlstate}",
        'Z' => $"Z:{(char)Body[0]}",
        'C' => $"C:{Encoding.UTF8.GetString(Body).TrimEnd('\0')}",
        'D' => $"D:{Row()}",
        'R' => $"R{Int32()}",
        _ => Code.ToString(),
    };
}

/// <summary>Server messages as one line of text.</summary>
internal static class Transcript
{
    /// <summary>All messages but ParameterStatus, whose time of arrival is the server's choice.</summary>
    public static string Of(IEnumerable<WireFrame> frames) => string.Join(' ', frames.Where(frame => frame.Code != 'S'));

    /// <summary>The message codes alone.</summary>
    public static string Codes(IEnumerable<WireFrame> frames) => string.Concat(frames.Select(frame => frame.Code));
}
