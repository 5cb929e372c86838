using System.Text;
using WireProxy.Audit.Records;
using WireProxy.Recording.Redaction;
using WireProxy.Sql.Lexing;
using WireProxy.Tests.Sessions;

namespace WireProxy.Tests.Recording.Redaction;

public sealed class SecretEchoesTests
{
    private readonly SecretEchoes _echoes = new();

    [Theory]
    [InlineData("near 'geheim-4711' at line 1", "near '***********' at line 1")]
    [InlineData("near 'geheim-4711 geheim-4711", "near '*********** ***********")]
    // Servers cut what they quote.
    [InlineData("near 'geheim", "near '******")]
    [InlineData("near 'gehen'", "near '****n'")]
    [InlineData("near 'geh'", "near 'geh'")]
    [InlineData("", "")]
    public void What_repeats_a_secret_is_found(string answer, string expected)
    {
        Note("ALTER USER u IDENTIFIED BY 'geheim-4711'");
        Assert.Equal(expected, Redact(answer));
    }

    [Fact]
    public void Short_secrets_and_those_of_long_ago_are_not_looked_for()
    {
        Note("ALTER ROLE a PASSWORD 'abc'");
        Assert.True(_echoes.IsEmpty);

        Note("ALTER ROLE a PASSWORD 'geheim'");
        for (int piece = 0; piece < 64; piece++)
            Note("SELECT 1");
        Assert.Equal("******", Redact("geheim"));
        Note("SELECT 1");
        Assert.True(_echoes.IsEmpty);
        Assert.Equal("geheim", Redact("geheim"));
    }

    [Fact]
    public void Of_many_secrets_the_last_ones_are_remembered()
    {
        for (int secret = 0; secret < 1000; secret++)
            Note($"ALTER ROLE a PASSWORD '{secret:D4}'");
        Assert.Equal("0500 ****", Redact("0500 0999"));
    }

    [Fact]
    public async Task A_copy_loses_its_secrets_and_says_where()
    {
        var recorder = new SilentRecorder();
        await recorder.ToClientAsync(new byte[100]);
        byte[] sent = "near 'geheim'"u8.ToArray();
        var secrets = new SecretPlaces();
        secrets.Add(6, 6);

        Assert.Equal("near '******'"u8.ToArray(), recorder.Redact(RecordedSide.Server, sent, secrets));
        Assert.Equal("near 'geheim'"u8.ToArray(), sent);
        Assert.Equal((106, 6), Assert.Single(recorder.ServerRedactions));
        Assert.Equal(0, secrets.Count);
    }

    private void Note(string statement)
    {
        byte[] text = Encoding.ASCII.GetBytes(statement);
        var secrets = new SecretPlaces();
        var scanner = new SecretScanner(SqlDialect.Postgres);
        scanner.Begin(BackslashInLiteral.Ordinary);
        scanner.Scan(text, 0, secrets);
        _echoes.Note(text, secrets);
    }

    private string Redact(string answer)
    {
        byte[] text = Encoding.ASCII.GetBytes(answer);
        var places = new SecretPlaces();
        _echoes.Find(text, 0, places);
        for (int at = 0; at < places.Count; at++)
            text.AsSpan(places[at].Start, places[at].Length).Fill(places[at].Filler);
        return Encoding.ASCII.GetString(text);
    }
}
