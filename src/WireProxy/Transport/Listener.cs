using System.Net;
using System.Net.Sockets;
using WireProxy.Configuration;

namespace WireProxy.Transport;

/// <summary>Accepts the connections of one address. A slow client is somebody else's to wait for.</summary>
internal sealed class Listener : IDisposable
{
    private const int Backlog = 1024;

    private readonly Socket _socket;

    public Listener(ListenAddress address)
    {
        _socket = new Socket(address.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (address.Scope == ListenScope.EveryAddress)
            _socket.DualMode = true;
        _socket.Bind(address.EndPoint);
        _socket.Listen(Backlog);
    }

    /// <summary>The address with the port that the system chose, where it was asked to.</summary>
    public EndPoint Address => _socket.LocalEndPoint!;

    /// <summary>Hands each accepted socket to <paramref name="accepted"/> until cancelled.</summary>
    public async Task AcceptAsync(Action<Socket> accepted, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                accepted(await _socket.AcceptAsync(cancellationToken));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException failure) when (IsPassing(failure.SocketErrorCode))
            {
                // Out of descriptors or a client that left early: later clients may fare better.
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsPassing(SocketError error) => error is SocketError.TooManyOpenSockets
        or SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.NoBufferSpaceAvailable
        or SocketError.NetworkDown or SocketError.HostUnreachable or SocketError.NetworkUnreachable;
}
