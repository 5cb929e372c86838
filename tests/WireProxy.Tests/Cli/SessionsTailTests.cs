using WireProxy.Audit;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;
using WireProxy.Cli;
using WireProxy.Recording;
using WireProxy.Tests.Recording.Postgres;

namespace WireProxy.Tests.Cli;

public sealed class SessionsTailTests
{
    [Fact]
    public async Task Statements_are_shown_as_they_end_and_none_from_before()
    {
        string folder = Directory.CreateTempSubdirectory("wireproxy-tail").FullName;
        await using (AuditLog log = await AuditLog.OpenAsync(new AuditLogOptions { Path = folder }, new SessionIndexers(), TimeProvider.System, default))
        {
            SessionLog open = await BeginAsync(log, Transcript.LoggedIn().Query("select 'before'").Complete("SELECT 1").Ready());
            await using var archive = AuditArchive.Open(folder);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            var tail = new SessionsTail(archive, new SessionQuery(), TimeProvider.System);
            await using var shown = tail.FollowAsync(patience.Token).GetAsyncEnumerator(patience.Token);
            ValueTask<bool> waiting = shown.MoveNextAsync();
            await Task.Delay(200);
            Assert.False(waiting.IsCompleted);

            Append(open, new Transcript().Query("select 'one'").Complete("SELECT 1").Ready().Query("select 'two'").Complete("SELECT 1").Ready());
            await log.FlushAsync(default);
            Assert.True(await waiting);
            Assert.Equal(("alice", "select 'one'"), Describe(shown.Current));
            Assert.True(await shown.MoveNextAsync());
            Assert.Equal(("alice", "select 'two'"), Describe(shown.Current));

            SessionLog ended = await BeginAsync(log, Transcript.LoggedIn().Query("select 'three'").Complete("SELECT 1").Ready());
            ended.End("ClientClosed");
            await log.FlushAsync(default);
            Assert.True(await shown.MoveNextAsync());
            Assert.Equal(("alice", "select 'three'"), Describe(shown.Current));
        }
        Directory.Delete(folder, recursive: true);
    }

    private static (string?, string) Describe((SessionEntry Session, StatementEntry Statement) shown) => (shown.Session.User, shown.Statement.Sql);

    private static async Task<SessionLog> BeginAsync(AuditLog log, Transcript transcript)
    {
        SessionLog session = log.BeginSession(new SessionHeader("shop-pg", "postgres", "127.0.0.1:5000"));
        Append(session, transcript);
        await log.FlushAsync(default);
        return session;
    }

    private static void Append(SessionLog session, Transcript transcript)
    {
        foreach ((RecordKind kind, byte[] bytes) in transcript.Records)
            session.Append(kind, bytes);
    }
}
