using System.Diagnostics.CodeAnalysis;
using WireProxy.Masking;
using WireProxy.Policy;

namespace WireProxy.Configuration.Readers;

/// <summary>Reads one item of a policy's <c>Masks</c>; null where its column could not be read, which is then in the log.</summary>
internal static class MaskReader
{
    public static MaskOptions? Read(SectionReader section)
    {
        ColumnPattern? column = section.Value<ColumnPattern?>("Column", null, ColumnPattern.TryParse, Presence.Required);
        MaskSpec with = ReadWith(section);
        MaskPredicates predicates = section.Choice("Predicates", MaskPredicates.Allow);
        section.RejectUnknownKeys();
        return column is null
            ? null
            : new MaskOptions { Column = column, With = with, Predicates = predicates, Path = section.Path };
    }

    private static MaskSpec ReadWith(SectionReader section)
    {
        if (section.HoldsObject("With"))
            return ReadSpec(section.Object("With"));
        MaskKind kind = section.Choice("With", MaskKind.Full, Presence.Required);
        if (kind is MaskKind.Partial or MaskKind.Fixed)
            section.Wrong("With", $"{kind} needs more than its name: {Example(kind)}");
        return new MaskSpec(kind);
    }

    private static MaskSpec ReadSpec(SectionReader section)
    {
        MaskKind kind = section.Choice("Kind", MaskKind.Full, Presence.Required);
        var spec = new MaskSpec(kind)
        {
            First = section.Number("First", 0, 0, 1000),
            Last = section.Number("Last", 0, 0, 1000),
            Char = section.Value("Char", '*', ParseChar),
            Value = section.Text("Value"),
        };
        if (kind == MaskKind.Fixed && spec.Value is null)
            section.Wrong("Value", "is missing");
        if (kind != MaskKind.Fixed && spec.Value is not null)
            section.Wrong("Value", $"means nothing to {kind}");
        if (kind != MaskKind.Partial && (spec.First != 0 || spec.Last != 0))
            section.Wrong(spec.First != 0 ? "First" : "Last", $"means nothing to {kind}");
        section.RejectUnknownKeys();
        return spec;
    }

    private static bool ParseChar(string text, out char value, [NotNullWhen(false)] out string? problem)
    {
        value = text.Length == 1 ? text[0] : default;
        problem = text.Length == 1 && !char.IsControl(value) && !char.IsSurrogate(value) ? null : "expected one character";
        return problem is null;
    }

    private static string Example(MaskKind kind) => kind == MaskKind.Partial
        ? """{ "Kind": "Partial", "First": 0, "Last": 4 }"""
        : """{ "Kind": "Fixed", "Value": "hidden" }""";
}
