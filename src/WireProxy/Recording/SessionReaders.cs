using WireProxy.Recording.Indexing;
using WireProxy.Recording.MySql;
using WireProxy.Recording.Postgres;
using WireProxy.Recording.Reading;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Recording;

/// <summary>Chooses the reader of a session by the protocol name that it was recorded with.</summary>
internal static class SessionReaders
{
    private static readonly StatementClassifier PostgresKinds =
        new(sql => PostgresAnalyzer.Analyze(sql, LexicalContext.PostgresDefault));

    private static readonly StatementClassifier MySqlKinds = new(sql => MySqlAnalyzer.Analyze(sql, LexicalContext.MySqlDefault));

    /// <summary>Null for a protocol that this program does not know.</summary>
    public static SessionReader? Find(string protocol, SessionSink sink, ReadingOptions options) => protocol switch
    {
        "postgres" => new SessionReader(new PostgresReader(sink, options, PostgresKinds)),
        "mysql" => new SessionReader(new MySqlReader(sink, options, MySqlKinds)),
        _ => null,
    };
}
