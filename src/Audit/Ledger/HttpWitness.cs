using System.Net.Http.Headers;
using System.Text;

namespace WireProxy.Audit.Ledger;

/// <summary>Posts heads, as JSON, to an address that keeps them.</summary>
public sealed class HttpWitness(Uri address) : IHeadWitness, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client = new() { Timeout = Patience };

    public async Task SendAsync(SignedHead head, CancellationToken cancellationToken)
    {
        using var content = new StringContent(WitnessLine.Of(head).ToJson(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage response = await _client.PostAsync(address, content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _client.Dispose();
}
