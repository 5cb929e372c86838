using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using WireProxy.Configuration;
using WireProxy.Transport;

namespace WireProxy.Replay.Driver;

/// <summary>
/// Plays a recorded session's server to the next driver that logs in. Connections that only ask to cancel or probe are
/// closed.
/// </summary>
internal sealed class DriverServer(ListenAddress address, RecordedSession session, IDriverProtocol protocol) : IDisposable
{
    private readonly Listener _listener = new(address);

    public EndPoint Address => _listener.Address;

    public async Task<ReplayResult> RunAsync(CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var accepted = Channel.CreateUnbounded<Socket>();
        Task accepting = _listener.AcceptAsync(socket => accepted.Writer.TryWrite(socket), stopping.Token);
        try
        {
            await foreach (Socket socket in accepted.Reader.ReadAllAsync(cancellationToken))
            {
                await using var driver = new WireConnection(socket);
                if (await new DriverSession(driver, session, protocol).RunAsync(cancellationToken) is { } result)
                    return result;
            }
            throw new InvalidOperationException("the listener ended by itself");
        }
        finally
        {
            await stopping.CancelAsync();
            await accepting;
            while (accepted.Reader.TryRead(out Socket? left))
                left.Dispose();
        }
    }

    public void Dispose() => _listener.Dispose();
}
