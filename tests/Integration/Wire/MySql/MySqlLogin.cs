using System.Text;

namespace WireProxy.Integration.Wire.MySql;

/// <summary>Logging in with whatever the server asks for.</summary>
internal static class MySqlLogin
{
    /// <summary>Logs in or fails.</summary>
    public static async Task StartAsync(this MySqlWireClient client, LoginOptions options)
    {
        WirePacket outcome = await client.AttemptAsync(options);
        if (outcome.First != 0)
            throw new InvalidOperationException($"login failed: {Describe(outcome)}");
    }

    /// <summary>Tries to log in; the packet that decided it.</summary>
    public static async Task<WirePacket> AttemptAsync(this MySqlWireClient client, LoginOptions options)
    {
        Greeting greeting = await client.ReadGreetingAsync();
        client.Capabilities = Agreed(greeting, options);
        if (options.Tls == ClientTls.Yes)
        {
            client.Capabilities |= Capabilities.Ssl;
            await client.SendNextAsync(LoginPackets.SslRequest(client.Capabilities, options.Charset));
            await client.UpgradeAsync();
        }
        byte[] answer = Passwords.Answer(greeting.Plugin, options.Password, greeting.Scramble);
        byte[] response = LoginPackets.Response(client.Capabilities, options, answer, greeting.Plugin);
        // The response counts on from the request for TLS, which nobody answers.
        int sequence = options.Tls == ClientTls.Yes ? 2 : 1;
        await client.SendRawAsync(PacketBuffer.Frame(response, sequence));
        return await client.FinishAsync(options, greeting.Plugin, greeting.Scramble);
    }

    /// <summary>Answers the server's questions until it lets the client in or refuses.</summary>
    public static async Task<WirePacket> FinishAsync(this MySqlWireClient client, LoginOptions options, string plugin, byte[] scramble)
    {
        while (true)
        {
            WirePacket packet = await client.ReadPacketAsync() ?? throw new EndOfStreamException("closed during the login");
            switch (packet.First)
            {
                case 0xFE:
                    var request = new PayloadCursor(packet.Payload, at: 1);
                    plugin = request.Text();
                    scramble = request.Take(20).ToArray();
                    await client.SendNextAsync(FirstAnswer(plugin, options, scramble));
                    break;
                case 0x01 when packet.Payload is [1, 3]:
                    break;
                case 0x01 when packet.Payload is [1, 4]:
                    await client.SendNextAsync(options.Tls == ClientTls.Yes ? Passwords.Clear(options.Password) : [2]);
                    break;
                case 0x01:
                    string pem = Encoding.ASCII.GetString(packet.Payload, 1, packet.Payload.Length - 1);
                    await client.SendNextAsync(Passwords.Encrypted(options.Password, scramble, pem));
                    break;
                default:
                    return packet;
            }
        }
    }

    private static Capabilities Agreed(Greeting greeting, LoginOptions options)
    {
        Capabilities wanted = options.Wanted | (options.Attributes.Length > 0 ? Capabilities.ConnectAttributes : Capabilities.None);
        if (options.Database is null)
            wanted &= ~Capabilities.ConnectWithDatabase;
        Capabilities agreed = (wanted & greeting.Capabilities) | options.Insisted;
        return agreed.HasFlag(Capabilities.LongPassword) ? (Capabilities)(uint)agreed : agreed;
    }

    // sha256_password sends its one answer in clear where the link is not.
    private static byte[] FirstAnswer(string plugin, LoginOptions options, byte[] scramble) => plugin == "sha256_password" && options.Tls == ClientTls.Yes
        ? Passwords.Clear(options.Password)
        : Passwords.Answer(plugin, options.Password, scramble);

    private static string Describe(WirePacket packet) => packet.IsError ? $"{WireError.From(packet.Payload)} {WireError.From(packet.Payload).Message}" : $"{packet.First:x2}";
}
