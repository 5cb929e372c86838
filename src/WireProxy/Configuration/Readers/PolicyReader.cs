using System.Diagnostics.CodeAnalysis;
using WireProxy.Policy;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Fingerprints;

namespace WireProxy.Configuration.Readers;

/// <summary>Reads one item of <c>Policies</c>.</summary>
internal static class PolicyReader
{
    public static PolicyOptions Read(SectionReader section)
    {
        var policy = new PolicyOptions
        {
            Name = section.Text("Name", Presence.Required) ?? "",
            Match = ReadMatch(section.Object("Match")),
            Rules = [.. section.Objects("Rules").Select(ReadRule)],
            Masks = [.. section.Objects("Masks").Select(MaskReader.Read).OfType<MaskOptions>()],
            RedactLiterals = section.Values<ColumnPattern>("RedactLiterals", ColumnPattern.TryParse),
            Default = section.Choice("Default", PolicyDefault.Allow),
            Unparsed = section.Choice("Unparsed", UnparsedEffect.Deny),
            Path = section.Path,
        };
        section.RejectUnknownKeys();
        return policy;
    }

    private static MatchOptions ReadMatch(SectionReader section)
    {
        var match = new MatchOptions
        {
            Users = section.Texts("Users"),
            Groups = section.Texts("Groups"),
            Databases = section.Texts("Databases"),
            Endpoints = section.Texts("Endpoints"),
        };
        section.RejectUnknownKeys();
        return match;
    }

    private static RuleOptions ReadRule(SectionReader section)
    {
        var rule = new RuleOptions
        {
            Effect = section.Choice("Effect", RuleEffect.Deny, Presence.Required),
            Statements = section.Values<StatementKinds>("Statements", StatementNames.TryParse)
                .Aggregate(StatementKinds.None, (all, kinds) => all.Union(kinds)),
            Relations = section.Values<QualifiedPattern>("Relations", QualifiedPattern.TryParse),
            Functions = section.Values<QualifiedPattern>("Functions", QualifiedPattern.TryParse),
            Where = section.Value<WherePresence?>("Where", null, ParseWhere),
            Fingerprints = section.Values<Fingerprint>("Fingerprints", Fingerprint.TryParse),
            Message = section.Text("Message"),
            Path = section.Path,
        };
        section.RejectUnknownKeys();
        return rule;
    }

    private static bool ParseWhere(string text, out WherePresence? value, [NotNullWhen(false)] out string? problem)
    {
        bool read = ScalarParsers.Choice(text, out WherePresence where, out problem);
        value = where;
        return read;
    }
}
