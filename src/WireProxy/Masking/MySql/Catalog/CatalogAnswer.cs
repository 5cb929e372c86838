using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using WireProxy.Protocols.MySql.Rows;

namespace WireProxy.Masking.MySql.Catalog;

/// <summary>
/// Takes the rows of a <see cref="CatalogQuestion"/>: object, <see cref="AnswerPart"/>, position, name, four texts. An object
/// of which there is no row does not exist, or must not be known to the session's user.
/// </summary>
internal sealed class CatalogAnswer(ImmutableArray<ObjectName> names)
{
    /// <summary>Of each row.</summary>
    public const int Columns = 3 + Texts;

    private const int Texts = 5; // the name and four more

    private readonly Draft[] _drafts = [.. names.Select(static name => new Draft(name))];

    /// <exception cref="FormatException">The row is none of the question's.</exception>
    public void AddRow(TextRow row)
    {
        TextRow.Enumerator values = row.GetEnumerator();
        int at = Number(ref values);
        var part = (AnswerPart)Number(ref values);
        Number(ref values);
        var texts = new string?[Texts];
        foreach (ref string? text in texts.AsSpan())
            text = Text(ref values);
        if (at >= _drafts.Length || texts[0] is not { } name)
            throw new FormatException("a row that the catalog was not asked for");
        _drafts[at].Add(part, name, texts);
    }

    /// <summary>What was read, once all rows are here.</summary>
    public IEnumerable<KeyValuePair<ObjectName, ObjectDefinition>> Finish() =>
        _drafts.Select(static draft => KeyValuePair.Create(draft.Name, draft.Build()));

    private static int Number(ref TextRow.Enumerator values) =>
        values.MoveNext() && Utf8Parser.TryParse(values.Current.Bytes, out int number, out int length) && length == values.Current.Bytes.Length && number >= 0
            ? number
            : throw new FormatException("no number where the catalog has one");

    private static string? Text(ref TextRow.Enumerator values)
    {
        if (!values.MoveNext())
            throw new FormatException("a row of the catalog is too short");
        return values.Current.IsNull ? null : Encoding.UTF8.GetString(values.Current.Bytes);
    }

    /// <summary>
    /// The rows of one name. Servers compare names in their own way: of several objects that answered to the name, the one
    /// that is spelled like it counts, and of several that are not, none.
    /// </summary>
    private sealed class Draft(ObjectName name)
    {
        private readonly Dictionary<string, DefinitionBuilder> _byName = new(StringComparer.Ordinal);

        public ObjectName Name => name;

        public void Add(AnswerPart part, string found, string?[] texts)
        {
            if (!_byName.TryGetValue(found, out DefinitionBuilder? builder))
                _byName[found] = builder = new DefinitionBuilder(name);
            builder.Add(part, texts.AsSpan(1));
        }

        public ObjectDefinition Build()
        {
            DefinitionBuilder? found = _byName.GetValueOrDefault(name.Name) ?? (_byName.Count == 1 ? _byName.Values.First() : null);
            return (found ?? new DefinitionBuilder(name)).Build();
        }
    }
}
