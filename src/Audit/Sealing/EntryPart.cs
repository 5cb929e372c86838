using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Sealing;

/// <summary>
/// The part of a chunk that is never encrypted: the session as the catalog lists it after this chunk, and the digests of
/// its statements' texts. What the catalog says can be held to it without a key (docs/audit-format.md, "Entry").
/// </summary>
internal static class EntryPart
{
    public static void Write(PartWriter part, SessionEntry entry, IReadOnlyCollection<StatementText> texts)
    {
        part.Text(entry.Endpoint);
        part.Text(entry.Protocol);
        part.Text(entry.Client);
        part.OptionalText(entry.User);
        part.OptionalText(entry.Database);
        part.OptionalText(entry.Application);
        part.Time(entry.StartedAt);
        part.OptionalTime(entry.EndedAt);
        part.OptionalText(entry.EndReason);
        part.Signed(entry.Statements);
        part.Signed(entry.Denied);
        part.Signed(entry.Masked);
        part.Signed(entry.Rows);
        part.Signed(entry.BytesFromClient);
        part.Signed(entry.BytesToClient);
        part.Count(texts.Count);
        Span<byte> digest = stackalloc byte[Digest.Size];
        foreach (StatementText text in texts)
        {
            text.Digest.Write(digest);
            part.Bytes(digest);
        }
    }

    /// <exception cref="AuditIntegrityException">The bytes are no such part.</exception>
    public static (SessionEntry Entry, Digest[] Texts) Read(SessionId session, ReadOnlySpan<byte> bytes)
    {
        var part = new PartReader(bytes);
        var entry = new SessionEntry
        {
            Id = session,
            Endpoint = part.Text(),
            Protocol = part.Text(),
            Client = part.Text(),
            User = part.OptionalText(),
            Database = part.OptionalText(),
            Application = part.OptionalText(),
            StartedAt = part.Time(),
            EndedAt = part.OptionalTime(),
            EndReason = part.OptionalText(),
            Statements = part.Signed(),
            Denied = part.Signed(),
            Masked = part.Signed(),
            Rows = part.Signed(),
            BytesFromClient = part.Signed(),
            BytesToClient = part.Signed(),
        };
        var texts = new Digest[part.Count()];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = Digest.Read(part.Bytes(Digest.Size));
        return part.AtEnd ? (entry, texts) : throw new AuditIntegrityException($"the entry of session {session} is damaged");
    }
}
