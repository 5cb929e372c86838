using WireProxy.Masking.Postgres;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Recording;
using WireProxy.Recording.Redaction;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.Postgres;

/// <summary>What the two directions of one logged-in session share.</summary>
internal sealed class PostgresSession(PostgresConversation conversation, ISessionRecorder recorder, DatabaseCatalogs catalogs)
{
    private SchemaChange _schemaChange;
    private volatile LexicalContextBox _lexical = new(LexicalContext.PostgresDefault);
    private volatile TransactionStatus _transaction = TransactionStatus.Idle;

    public PostgresConversation Conversation => conversation;

    public ISessionRecorder Recorder => recorder;

    /// <summary>What the client sent and the recording does not have.</summary>
    public SecretEchoes Echoes { get; init; } = new();

    public DatabaseCatalogs Catalogs => catalogs;

    /// <summary>What this session knows of its catalog; null where it does not need to.</summary>
    public SessionCatalog? Catalog { get; set; }

    /// <summary>How the server reads the next statement text; follows its ParameterStatus messages.</summary>
    public LexicalContext Lexical
    {
        get => _lexical.Context;
        set => _lexical = new LexicalContextBox(value);
    }

    /// <summary>How the server writes results in text; follows its ParameterStatus messages.</summary>
    public ResultText Results { get; private set; }

    public TransactionStatus Transaction
    {
        get => _transaction;
        set => _transaction = value;
    }

    /// <summary>Takes note of a ParameterStatus <c>name NUL value NUL</c> that decides how statement texts are read.</summary>
    public void NoteParameterStatus(ReadOnlySpan<byte> body)
    {
        var reader = new PayloadReader(body);
        ReadOnlySpan<byte> name = reader.ReadCString();
        ReadOnlySpan<byte> value = reader.ReadCString();
        reader.End();
        if (name.SequenceEqual("standard_conforming_strings"u8))
        {
            Lexical = Lexical with
            {
                Backslash = value.SequenceEqual("on"u8) ? BackslashInLiteral.Ordinary : BackslashInLiteral.Escapes,
            };
        }
        else if (name.SequenceEqual("DateStyle"u8))
        {
            Results = Results with { Dates = value.StartsWith("ISO"u8) ? DateText.Iso : DateText.Other };
        }
        else if (name.SequenceEqual("client_encoding"u8))
        {
            Lexical = Lexical with { Encoding = ClientEncodings.SafetyOf(value) };
            Results = Results with { Characters = value.SequenceEqual("UTF8"u8) ? CharacterText.Utf8 : CharacterText.Other };
        }
    }

    /// <summary>Takes note of a ReadyForQuery <c>Byte1 status</c>.</summary>
    public void NoteReady(ReadOnlySpan<byte> body)
    {
        var reader = new PayloadReader(body);
        Transaction = (TransactionStatus)reader.ReadByte();
        reader.End();
        // Others see the change, or that it was undone, only now.
        if (_schemaChange == SchemaChange.Pending && Transaction == TransactionStatus.Idle)
        {
            catalogs.NoteSchemaChange();
            _schemaChange = SchemaChange.None;
        }
    }

    /// <summary>Whether the open transaction has changed the schema, so that rolling back changes it again.</summary>
    public bool HasUncommittedSchemaChange => _schemaChange == SchemaChange.Pending;

    /// <summary>A command completed that changes the schema.</summary>
    public void NoteSchemaChange()
    {
        catalogs.NoteSchemaChange();
        _schemaChange = SchemaChange.Pending;
    }

    private enum SchemaChange : byte
    {
        None,
        Pending,
    }

    private sealed record LexicalContextBox(LexicalContext Context);
}
