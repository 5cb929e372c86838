using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Protocols.Postgres;
using WireProxy.Sessions;
using WireProxy.Sql.Lexing;

namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>What a session notes of the server's own reports.</summary>
public sealed class PostgresSessionTests : IDisposable
{
    private readonly RelayedSession _session = RelayedSession.Plain();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("on", BackslashInLiteral.Ordinary)]
    [InlineData("off", BackslashInLiteral.Escapes)]
    [InlineData("", BackslashInLiteral.Escapes)]
    public void The_reading_of_backslashes_is_followed(string value, BackslashInLiteral reading)
    {
        _session.Server(Backend.Status("standard_conforming_strings", value));
        Assert.Equal(reading, _session.State.Lexical.Backslash);
    }

    [Theory]
    [InlineData("UTF8", EncodingSafety.AsciiSafe)]
    [InlineData("LATIN1", EncodingSafety.AsciiSafe)]
    [InlineData("SQL_ASCII", EncodingSafety.AsciiSafe)]
    [InlineData("EUC_JP", EncodingSafety.AsciiSafe)]
    [InlineData("SJIS", EncodingSafety.AsciiBytesInsideCharacters)]
    [InlineData("SHIFT_JIS_2004", EncodingSafety.AsciiBytesInsideCharacters)]
    [InlineData("BIG5", EncodingSafety.AsciiBytesInsideCharacters)]
    [InlineData("GBK", EncodingSafety.AsciiBytesInsideCharacters)]
    [InlineData("GB18030", EncodingSafety.AsciiBytesInsideCharacters)]
    [InlineData("UHC", EncodingSafety.AsciiBytesInsideCharacters)]
    [InlineData("JOHAB", EncodingSafety.AsciiBytesInsideCharacters)]
    public void The_clients_encoding_is_followed(string value, EncodingSafety safety)
    {
        _session.Server(Backend.Status("client_encoding", value));
        Assert.Equal(safety, _session.State.Lexical.Encoding);
        Assert.Equal(BackslashInLiteral.Ordinary, _session.State.Lexical.Backslash);
    }

    [Theory]
    [InlineData('I', TransactionStatus.Idle)]
    [InlineData('T', TransactionStatus.InTransaction)]
    [InlineData('E', TransactionStatus.Failed)]
    internal void The_transaction_is_what_the_server_says(char status, TransactionStatus transaction)
    {
        _session.Client(Frontend.Sync);
        _session.Server(Backend.Ready(status));
        Assert.Equal(transaction, _session.State.Transaction);
    }

    [Fact]
    public void A_malformed_report_breaks_the_protocol()
    {
        byte[] cut = [(byte)'S', 0, 0, 0, 6, (byte)'a', 0];
        Assert.Throws<PostgresProtocolException>(() => _session.Server(cut));
        using RelayedSession other = RelayedSession.Plain();
        other.Client(Frontend.Sync);
        Assert.Throws<PostgresProtocolException>(() => other.Server([(byte)'Z', 0, 0, 0, 6, (byte)'I', 0]));
    }

    /// <summary>Sessions without policies, too, tell the others that the schema changed.</summary>
    [Theory]
    [InlineData("CREATE TABLE", true)]
    [InlineData("ALTER VIEW", true)]
    [InlineData("DROP OWNED", true)]
    [InlineData("IMPORT FOREIGN SCHEMA", true)]
    [InlineData("DO", true)]
    [InlineData("CALL", true)]
    [InlineData("COMMIT PREPARED", true)]
    [InlineData("SELECT 1", false)]
    [InlineData("DOMAIN", false)]
    [InlineData("ROLLBACK", false)]
    [InlineData("INSERT 0 1", false)]
    public void A_change_of_the_schema_makes_what_was_read_stale(string tag, bool changes)
    {
        DatabaseCatalogs catalogs = _session.State.Catalogs;
        long before = catalogs.Version;
        _session.Client(Frontend.Query("x"));
        _session.Server(Backend.Complete(tag));
        Assert.Equal(changes, catalogs.Version != before);
    }

    [Fact]
    public void A_change_counts_again_when_its_transaction_has_ended()
    {
        _session.Client(Frontend.Query("begin"), Frontend.Query("create table t()"), Frontend.Query("commit"));
        _session.Server(Backend.Complete("BEGIN"), Backend.Ready('T'), Backend.Complete("CREATE TABLE"), Backend.Ready('T'));
        long inside = _session.State.Catalogs.Version;
        _session.Server(Backend.Complete("COMMIT"), Backend.Ready());
        Assert.NotEqual(inside, _session.State.Catalogs.Version);
    }
}
