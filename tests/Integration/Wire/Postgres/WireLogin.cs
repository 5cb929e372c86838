using System.Security.Cryptography;
using System.Text;
using WireProxy.Integration.Servers.Postgres;

namespace WireProxy.Integration.Wire.Postgres;

/// <summary>Logging in with whatever the server asks for.</summary>
internal static class WireLogin
{
    /// <summary>Starts a session in the sample database; returns every frame of the exchange.</summary>
    public static async Task<List<WireFrame>> StartAsync(
        this WireClient client, string user, string password, params (string Name, string Value)[] extra)
    {
        await client.SendAsync(Frontend.Startup([("user", user), ("database", SampleSchema.Database), .. extra]));
        List<WireFrame> frames = await client.AuthenticateAsync(user, password);
        if (frames[^1].Code != 'Z')
            throw new InvalidOperationException($"login failed: {Transcript.Of(frames)} {frames[^1].Field('M')}");
        return frames;
    }

    /// <summary>Answers authentication requests until the server is ready or refuses.</summary>
    public static Task<List<WireFrame>> AuthenticateAsync(this WireClient client, string user, string password) =>
        client.AuthenticateAsync(user, new ScramClient(password));

    /// <summary>The same with a SCRAM client that may lie.</summary>
    public static async Task<List<WireFrame>> AuthenticateAsync(this WireClient client, string user, ScramClient scram)
    {
        var frames = new List<WireFrame>();
        while (await client.ReadFrameAsync() is { } frame)
        {
            frames.Add(frame);
            if (frame.Code is 'Z' or 'E')
                break;
            if (frame.Code == 'K')
                client.KeyData = frame.Body;
            if (frame.Code == 'R' && Answer(frame, scram, user) is { } answer)
                await client.SendAsync(answer);
        }
        return frames;
    }

    private static byte[]? Answer(WireFrame request, ScramClient scram, string user) => request.Int32() switch
    {
        3 => Frontend.Password(scram.Password),
        5 => Frontend.Password(Md5(user, scram.Password, request.Body[4..])),
        10 => new WireBuffer().Text("SCRAM-SHA-256").Value(Encoding.ASCII.GetBytes(scram.First())).ToFrame('p'),
        11 => new WireBuffer().Raw(Encoding.ASCII.GetBytes(scram.Final(Encoding.ASCII.GetString(request.Body, 4, request.Body.Length - 4)))).ToFrame('p'),
        12 => scram.Verify(Encoding.ASCII.GetString(request.Body, 4, request.Body.Length - 4)),
        _ => null,
    };

    private static string Md5(string user, string password, byte[] salt)
    {
#pragma warning disable CA5351 // The protocol's own choice (AuthenticationMD5Password).
        string inner = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(password + user)));
        return "md5" + Convert.ToHexStringLower(MD5.HashData([.. Encoding.ASCII.GetBytes(inner), .. salt]));
#pragma warning restore CA5351
    }
}
