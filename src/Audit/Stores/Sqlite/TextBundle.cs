using System.Text;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>
/// Several texts of one kind in one row: statements that carry their values in their text seldom come again, and a row with
/// its index entries for each costs more than everything else that is recorded of it. Its digest is that of no text.
/// </summary>
internal sealed class TextBundle
{
    // The private-use character is a word to the full-text index, so that no phrase goes across; the control characters part
    // it from the words beside it, and from signs that are searched for.
    private const char Mark = '\uE000';
    private const string Separator = "\u0001\uE000\u0001";

    // No statement is of this kind, so a text that a client made to look like a bundle has another digest.
    private const string DigestKind = "bundle of ";

    private const int MaxLength = 64 << 10;

    private readonly StringBuilder _joined = new();
    private StatementText? _first;
    private int _count;

    /// <summary>Whether this text may be among others: nothing in it looks as if another began.</summary>
    public static bool CanTake(StatementText text) => text.Sql.Length < MaxLength && !text.Sql.Contains(Mark);

    /// <summary>Whether a search for these words could find what is between texts. A text that has it is in no bundle.</summary>
    public static bool IsBetweenTexts(string words) => words.Contains(Mark);

    /// <summary>Whether a search for these signs could find what is between texts.</summary>
    public static bool AreBetweenTexts(string signs) => signs.AsSpan().ContainsAny(Separator);

    public bool HasRoomFor(StatementText text) => _joined.Length + text.Sql.Length <= MaxLength;

    public void Add(StatementText text)
    {
        if (_count++ == 0)
            _first = text;
        else
            _joined.Append(Separator);
        _joined.Append(text.Sql);
    }

    /// <summary>What was added, as the text of one row; begins anew. Null when there is nothing.</summary>
    public StatementText? Take()
    {
        StatementText? taken = _count > 1 ? Row(_joined.ToString(), _first!.Kind) : _first;
        _joined.Clear();
        _first = null;
        _count = 0;
        return taken;
    }

    /// <summary>The texts of a row; of a changed one what it is now, under the name that it had.</summary>
    public static IEnumerable<StatementText> Split(StatementText row)
    {
        if (!row.Sql.Contains(Separator, StringComparison.Ordinal) || Row(row.Sql, row.Kind) != row)
            return [row];
        return row.Sql.Split(Separator).Select(sql => StatementText.Of(sql, row.Kind));
    }

    private static StatementText Row(string joined, string? kind) => new(StatementText.DigestOf(joined, DigestKind + kind), joined, kind);
}
