namespace WireProxy.Integration.Recording.MySql;

/// <summary>Zeroes in a capture what a recording must not hold: scrambles and what answers them, at login and at COM_CHANGE_USER.</summary>
internal sealed class Redaction
{
    private const byte ChangeUser = 0x11;

    private readonly byte[] _client;
    private readonly byte[] _server;

    private Redaction(byte[] client, byte[] server) => (_client, _server) = ([.. client], [.. server]);

    /// <summary>Both directions of one connection without TLS.</summary>
    public static (byte[] Client, byte[] Server) Of(byte[] client, byte[] server)
    {
        var redaction = new Redaction(client, server);
        (int start, int length) greeting = Packets(server).First();
        int versionEnd = Array.IndexOf(server, (byte)0, greeting.start + 1);
        redaction._server.AsSpan(versionEnd + 5, 8).Clear();
        // Two parts of the greeting's data: 8 bytes behind the thread id, the rest behind the reserved bytes.
        int part2 = versionEnd + 1 + 4 + 8 + 1 + 2 + 1 + 2 + 2 + 1 + 10;
        redaction._server.AsSpan(part2, Math.Max(13, server[part2 - 11] - 8)).Clear();
        redaction.Run();
        return (redaction._client, redaction._server);
    }

    private void Run()
    {
        var fromClient = new Queue<(int Start, int Length)>(Packets(_client));
        var fromServer = new Queue<(int Start, int Length)>(Packets(_server).Skip(1));
        ClearResponse(fromClient.Dequeue());
        Exchange(fromClient, fromServer);
        // Only sessions that change the user are followed on, and such a client waits for each answer.
        while (fromClient.TryDequeue(out (int Start, int Length) packet))
        {
            if (packet.Length == 0 || _client[packet.Start] != ChangeUser || _client[packet.Start - 1] != 0)
                continue;
            int length = Array.IndexOf(_client, (byte)0, packet.Start) + 1;
            _client.AsSpan(length + 1, _client[length]).Clear();
            // A request to switch the method is longer than the ends of rows, which have the same first byte.
            while (fromServer.TryPeek(out (int Start, int Length) earlier) && !(_server[earlier.Start] == 0xFE && earlier.Length > 20))
                fromServer.Dequeue();
            Exchange(fromClient, fromServer);
        }
    }

    // The server's data behind the name of a method or a header byte, all of the client's answers; until OK or ERR.
    private void Exchange(Queue<(int Start, int Length)> fromClient, Queue<(int Start, int Length)> fromServer)
    {
        while (fromServer.TryDequeue(out (int Start, int Length) packet) && _server[packet.Start] is not (0x00 or 0xFF))
        {
            int data = _server[packet.Start] == 0xFE ? Array.IndexOf(_server, (byte)0, packet.Start) + 1 : packet.Start + 1;
            bool isAnswered = !(_server[packet.Start] == 1 && packet.Length == 2 && _server[packet.Start + 1] == 3);
            _server.AsSpan(data, packet.Start + packet.Length - data).Clear();
            if (isAnswered && fromClient.TryDequeue(out (int Start, int Length) answer))
                _client.AsSpan(answer.Start, answer.Length).Clear();
        }
    }

    private void ClearResponse((int Start, int Length) packet)
    {
        int user = packet.Start + 32;
        int length = Array.IndexOf(_client, (byte)0, user) + 1;
        _client.AsSpan(length + 1, _client[length]).Clear();
    }

    private static IEnumerable<(int Start, int Length)> Packets(byte[] bytes)
    {
        for (int at = 0; at + 4 <= bytes.Length;)
        {
            int length = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
            yield return (at + 4, Math.Min(length, bytes.Length - at - 4));
            at += 4 + length;
        }
    }
}
