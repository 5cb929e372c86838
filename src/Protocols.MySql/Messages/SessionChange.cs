using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Messages;

/// <summary>
/// One change of the session. System variables can carry data of tables (protocols reference 2.A), so none is fit to be
/// passed on unseen.
/// </summary>
public readonly ref struct SessionChange
{
    private SessionChange(scoped ref PayloadReader entries)
    {
        int start = entries.Position;
        ReadOnlySpan<byte> all = entries.Rest;
        Type = (SessionChangeType)entries.ReadByte();
        Data = entries.ReadLengthEncodedString();
        Bytes = all[..(entries.Position - start)];
        var reader = new PayloadReader(Data);
        switch (Type)
        {
            case SessionChangeType.SystemVariable:
                Name = reader.ReadLengthEncodedString();
                Value = reader.ReadLengthEncodedString();
                reader.End();
                break;
            case SessionChangeType.Schema or SessionChangeType.TransactionCharacteristics or SessionChangeType.TransactionState:
                Value = reader.ReadLengthEncodedString();
                reader.End();
                break;
            case SessionChangeType.StateChange: // one digit, without a length of its own
                Value = Data;
                break;
        }
    }

    public SessionChangeType Type { get; }

    /// <summary>The whole entry, to be copied into another list.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>What follows the type; the only content of a type that is not known here.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>Of a system variable.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>Of a system variable; else the one text that the known types have. Empty for GTIDs and unknown types.</summary>
    public ReadOnlySpan<byte> Value { get; }

    internal static SessionChange Read(scoped ref PayloadReader entries) => new(ref entries);
}
