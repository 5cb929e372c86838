using WireProxy.Masking;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Sessions;

namespace WireProxy.Tests.Sessions.MySql;

/// <summary>Damaged streams end the session in a known way, or pass; never anything else, and never without an end.</summary>
public sealed class RelayFuzzTests
{
    private const int Rounds = 6_000;

    private static readonly byte[] FromClient = Packets.Join(
        Command.Query("select 1"), Command.Prepare("blocked"), Command.Execute(7), Command.Fetch(7), Command.Close(7), Command.Ping, Command.InitDb("x"),
        Packets.Of(0, [0x50]), Command.ResetConnection, Command.ChangeUser("bob"), Packets.Of(2, "proof"), Command.ProcessKill(3), Command.Query("load data"));

    private static readonly byte[] FromServer = Packets.Join(
        Answer.Result("ssn", "1", null, "333"), Answer.Err(), Answer.Result("name", "x"), Packets.Join(Answer.Row(1, "x"), Answer.Eof(2)), Answer.Ok(),
        Answer.Ok(), Answer.Ok(), Answer.Ok(), Packets.Of(1, [0xFE, .. "client_ed25519\0nonce"u8]), Answer.Ok(3), Answer.Ok(), Answer.AskForFile());

    [Theory]
    [InlineData("plain")]
    [InlineData("gated")]
    [InlineData("masked")]
    public void Damaged_streams_end_in_a_known_way(string kind)
    {
        int ended = 0;
        for (int seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            using RelayedSession session = Open(kind, random);
            byte[] client = Damage(FromClient, random), server = Damage(FromServer, random);
            try
            {
                Play(session, client, server, random);
            }
            catch (Exception failure) when (failure is MySqlProtocolException or MaskingException or LoginException)
            {
                ended++;
            }
            catch (Exception failure)
            {
                Assert.Fail($"{kind}, seed {seed}: {failure}");
            }
        }
        Assert.InRange(ended, Rounds / 4, Rounds);
    }

    private static RelayedSession Open(string kind, Random random)
    {
        CapabilityFlags more = (random.Next(2) == 0 ? CapabilityFlags.DeprecateEof : CapabilityFlags.None)
            | (random.Next(2) == 0 ? CapabilityFlags.SessionTrack : CapabilityFlags.None)
            | (random.Next(2) == 0 ? CapabilityFlags.LocalFiles : CapabilityFlags.None)
            | (random.Next(4) == 0 ? CapabilityFlags.MariaDbCacheMetadata | CapabilityFlags.MariaDbProgress : CapabilityFlags.None);
        return kind switch
        {
            "plain" => RelayedSession.Plain(more),
            "gated" => RelayedSession.Gated(new ScriptedJudge(), more),
            _ => RelayedSession.Masked(new ScriptedMasks(), more),
        };
    }

    private static byte[] Damage(byte[] stream, Random random)
    {
        byte[] damaged = [.. stream];
        for (int hits = random.Next(4); hits > 0; hits--)
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
        return random.Next(8) == 0 ? damaged[..random.Next(damaged.Length)] : damaged;
    }

    private static void Play(RelayedSession session, byte[] client, byte[] server, Random random)
    {
        int fromClient = 0, fromServer = 0;
        while (fromClient < client.Length || fromServer < server.Length)
        {
            int count = random.Next(1, 60);
            if (fromClient < client.Length && random.Next(2) == 0)
            {
                count = Math.Min(count, client.Length - fromClient);
                session.Client(client[fromClient..(fromClient + count)]);
                fromClient += count;
            }
            else if (fromServer < server.Length)
            {
                count = Math.Min(count, server.Length - fromServer);
                session.Server(server[fromServer..(fromServer + count)]);
                fromServer += count;
            }
            for (int resumed = 0; session.IsPaused && resumed < 100 && session.ClientRelay.ResumeAsync().IsCompleted; resumed++)
                session.Resume();
        }
    }
}
