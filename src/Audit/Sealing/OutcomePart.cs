using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Sealing;

/// <summary>
/// The outcomes of the statements that a chunk completes: text, verdict, rule, rows, error, duration, masks. Encrypted with
/// the records (docs/audit-format.md, "Outcomes").
/// </summary>
internal static class OutcomePart
{
    /// <param name="part">Where it is written; empty when there are no statements.</param>
    /// <param name="statements">In order, their numbers without gaps.</param>
    /// <param name="strings">Scratch; cleared here.</param>
    public static void Write(PartWriter part, IReadOnlyList<StatementEntry> statements, StringTable strings)
    {
        if (statements.Count == 0)
            return;
        strings.Clear();
        foreach (StatementEntry statement in statements)
            Collect(statement, strings);
        strings.Write(part);
        part.Signed(statements[0].Seq);
        part.Count(statements.Count);
        long before = 0;
        foreach (StatementEntry statement in statements)
        {
            long at = RecordHeader.Microseconds(statement.At);
            part.Signed(at - before);
            before = at;
            Write(part, statement, strings);
        }
    }

    /// <exception cref="AuditIntegrityException">The bytes are no such part.</exception>
    public static List<StatementEntry> Read(ReadOnlySpan<byte> bytes)
    {
        List<StatementEntry> statements = [];
        if (bytes.IsEmpty)
            return statements;
        var part = new PartReader(bytes);
        string[] strings = StringTable.Read(ref part);
        long seq = part.Signed();
        int count = part.Count();
        long at = 0;
        for (int i = 0; i < count; i++)
        {
            at += part.Signed();
            statements.Add(Read(ref part, seq + i, at, strings));
        }
        return part.AtEnd ? statements : throw new AuditIntegrityException("the outcomes of a chunk are damaged");
    }

    private static void Collect(StatementEntry statement, StringTable strings)
    {
        strings.Add(statement.Sql);
        strings.Add(statement.Kind);
        strings.Add(statement.Policy);
        strings.Add(statement.Error);
        foreach (string column in statement.Masked)
            strings.Add(column);
    }

    private static void Write(PartWriter part, StatementEntry statement, StringTable strings)
    {
        part.OptionalDuration(statement.Duration);
        part.Count(strings.NumberOf(statement.Sql));
        part.Count(strings.NumberOf(statement.Kind));
        part.Byte((byte)statement.Verdict);
        part.Count(strings.NumberOf(statement.Policy));
        part.Optional(statement.Rule);
        part.Optional(statement.Rows);
        part.Count(strings.NumberOf(statement.Error));
        part.Count(statement.Masked.Count);
        foreach (string column in statement.Masked)
            part.Count(strings.NumberOf(column));
    }

    private static StatementEntry Read(ref PartReader part, long seq, long at, string[] strings) => new()
    {
        Seq = seq,
        At = PartReader.Time(at),
        Duration = part.OptionalDuration(),
        Sql = StringTable.Find(strings, ref part) ?? "",
        Kind = StringTable.Find(strings, ref part),
        Verdict = (VerdictOutcome)part.Byte(),
        Policy = StringTable.Find(strings, ref part),
        Rule = (int?)part.Optional(),
        Rows = part.Optional(),
        Error = StringTable.Find(strings, ref part),
        Masked = ReadMasked(ref part, strings),
    };

    private static string[] ReadMasked(ref PartReader part, string[] strings)
    {
        int count = part.Count();
        if (count == 0)
            return [];
        string[] masked = new string[count];
        for (int i = 0; i < count; i++)
            masked[i] = StringTable.Find(strings, ref part) ?? "";
        return masked;
    }
}
