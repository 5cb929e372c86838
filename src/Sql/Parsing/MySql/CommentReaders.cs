using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>
/// The servers that read a text's executable comments in different ways. Versions are compared with one number, so a
/// few of each family stand for all that exist.
/// </summary>
internal static class CommentReaders
{
    /// <summary>A text with more different versions than this is not read in every way.</summary>
    public const int MostVersions = 6;

    /// <summary>No executable comment at all: any server will do.</summary>
    public static bool HasComments(ReadOnlySpan<byte> text) => text.IndexOf("/*!"u8) >= 0 || text.IndexOf("/*M!"u8) >= 0;

    /// <summary>Null where there are too many versions to try.</summary>
    public static List<ServerVersion>? Of(ReadOnlySpan<byte> text)
    {
        List<ExecutableComment> heads = Heads(text);
        var readers = new List<ServerVersion>();
        if (heads.Count > MostVersions)
            return null;
        var seen = new HashSet<uint>();
        foreach (ServerFamily family in (ReadOnlySpan<ServerFamily>)[ServerFamily.MySql, ServerFamily.MariaDb])
        {
            foreach (int number in heads.Select(head => head.Number).Append(0).Distinct().OrderDescending())
            {
                var reader = new ServerVersion(family, number);
                if (seen.Add(Decisions(heads, reader)))
                    readers.Add(reader);
            }
        }
        return readers;
    }

    /// <summary>One bit for each head that is code, and one for what only the family decides.</summary>
    private static uint Decisions(List<ExecutableComment> heads, ServerVersion reader)
    {
        bool differs = heads.Exists(head => head.Mark == CommentMark.MariaDb || head.Form == VersionForm.Disputed);
        uint bits = differs && reader.Family == ServerFamily.MySql ? 1u : 0;
        for (int i = 0; i < heads.Count; i++)
            bits |= heads[i].ReadingBy(reader) == CommentReading.Code ? 2u << i : 0;
        return bits;
    }

    /// <summary>The different heads anywhere in the text, in literals, too: a few readings more do not matter.</summary>
    private static List<ExecutableComment> Heads(ReadOnlySpan<byte> text)
    {
        var heads = new List<ExecutableComment>();
        for (int at = text.IndexOf("/*"u8); at >= 0 && heads.Count <= MostVersions;)
        {
            if (ExecutableComment.Read(text, at) is { } head && !heads.Contains(head))
                heads.Add(head);
            int step = text[(at + 1)..].IndexOf("/*"u8);
            at = step < 0 ? -1 : at + 1 + step;
        }
        return heads;
    }
}
