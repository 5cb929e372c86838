using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace WireProxy.Integration.Masking;

/// <summary>Values that occur nowhere else, and every form in which bytes to a client may hold one of them.</summary>
internal sealed class Secret
{
    /// <summary>So much of a value in one piece is a leak.</summary>
    private const int Piece = 6;

    private readonly HashSet<string> _pieces = new(StringComparer.Ordinal);

    /// <param name="texts">Values of text columns.</param>
    /// <param name="numbers">Values of integer columns, of eight digits.</param>
    public Secret(IEnumerable<string> texts, IEnumerable<int> numbers)
    {
        foreach (string text in texts)
            Add(text);
        foreach (int number in numbers)
            Add(number);
    }

    /// <summary>The first piece of a value among the bytes; null if there is none.</summary>
    public string? FindIn(ReadOnlySpan<byte> bytes)
    {
        string text = Encoding.Latin1.GetString(bytes);
        return _pieces.FirstOrDefault(piece => text.Contains(piece, StringComparison.Ordinal));
    }

    private void Add(string text)
    {
        foreach (string form in (string[])[text, new string([.. text.Reverse()]), text.Replace("-", "", StringComparison.Ordinal)])
        {
            foreach (string cased in (string[])[form, form.ToUpperInvariant(), form.ToLowerInvariant()])
            {
                byte[] bytes = Encoding.ASCII.GetBytes(cased);
                AddPieces(cased, Piece);
                AddPieces(Convert.ToHexString(bytes), 2 * Piece);
                AddPieces(Convert.ToHexStringLower(bytes), 2 * Piece);
                for (int skipped = 0; skipped < 3; skipped++)
                    AddPieces(Convert.ToBase64String(bytes[skipped..]).TrimEnd('='), 8);
            }
        }
    }

    // As digits and as the words in which the protocols' binary formats have it.
    private void Add(int number)
    {
        string digits = number.ToString(CultureInfo.InvariantCulture);
        _pieces.Add(digits);
        _pieces.Add(new string([.. digits.Reverse()]));
        _pieces.Add(number.ToString("x", CultureInfo.InvariantCulture));
        var word = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, number);
        AddBytes(word);
        AddBytes([.. word.Reverse()]);
        // PostgreSQL's numeric counts in ten thousands.
        AddBytes([(byte)(number / 10000 >> 8), (byte)(number / 10000), (byte)(number % 10000 >> 8), (byte)(number % 10000)]);
        byte[] real = BitConverter.GetBytes((double)number);
        AddBytes(real);
        AddBytes([.. real.Reverse()]);
    }

    private void AddBytes(byte[] bytes) => _pieces.Add(Encoding.Latin1.GetString(bytes));

    private void AddPieces(string form, int length)
    {
        for (int start = 0; start + length <= form.Length; start++)
            _pieces.Add(form.Substring(start, length));
    }
}
