using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace WireProxy.Policy;

/// <summary>Splits <c>schema.relation.column</c> into its parts; dots inside double quotes belong to the name.</summary>
internal static class DottedName
{
    // NAMEDATALEN - 1: the server cuts longer names, so a longer pattern would match nothing.
    private const int LongestName = 63;

    public static bool TrySplit(string text, out ImmutableArray<NamePart> parts, [NotNullWhen(false)] out string? problem)
    {
        var found = ImmutableArray.CreateBuilder<NamePart>();
        int at = 0;
        do
            problem = at < text.Length && text[at] == '"' ? TakeQuoted(text, ref at, found) : TakeBare(text, ref at, found);
        while (problem is null && at++ < text.Length);
        parts = problem is null ? found.ToImmutable() : [];
        return problem is null;
    }

    private static string? TakeBare(string text, ref int at, ImmutableArray<NamePart>.Builder found)
    {
        int end = text.IndexOf('.', at);
        string part = text[at..(end < 0 ? text.Length : end)];
        at += part.Length;
        return part.AsSpan().ContainsAny(" \t\r\n\"")
            ? "double quotes go around a whole part, and white space needs them"
            : Add(part, NameQuoting.Bare, found);
    }

    // "at" stands on the opening quote; a doubled quote inside stands for one.
    private static string? TakeQuoted(string text, ref int at, ImmutableArray<NamePart>.Builder found)
    {
        var part = new StringBuilder();
        while (text.IndexOf('"', at + 1) is var quote and >= 0)
        {
            part.Append(text, at + 1, quote - at - 1);
            at = quote + 1;
            if (at == text.Length || text[at] == '.')
                return Add(part.ToString(), NameQuoting.Quoted, found);
            if (text[at] != '"')
                return "double quotes go around a whole part";
            part.Append('"');
        }
        return "a double quote is not closed";
    }

    private static string? Add(string part, NameQuoting quoting, ImmutableArray<NamePart>.Builder found)
    {
        if (part.Length == 0)
            return "a part of the name is empty";
        bool isLiteral = quoting == NameQuoting.Quoted || !part.Contains('*', StringComparison.Ordinal);
        if (isLiteral && Encoding.UTF8.GetByteCount(part) > LongestName)
            return $"names end after {LongestName} bytes";
        found.Add(new NamePart(part, quoting));
        return null;
    }
}
