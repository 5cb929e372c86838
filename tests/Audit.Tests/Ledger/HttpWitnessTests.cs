using System.Net;
using System.Net.Sockets;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Stores.Sqlite;
using WireProxy.Audit.Verification;

namespace WireProxy.Audit.Tests.Ledger;

public sealed class HttpWitnessTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Endpoint _endpoint = new();

    public void Dispose()
    {
        _endpoint.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_endpoint_gets_the_signed_heads_and_a_store_that_is_cut_off_is_found_by_them()
    {
        string key = Path.Combine(_folder.Path, "key"), audit = Path.Combine(_folder.Path, "audit");
        SigningKey.Create(key);
        await RecordAsync(audit, key);
        int covered = _endpoint.Heads.Count;
        string earlier = Path.Combine(_folder.Path, "earlier");
        Verification.SignedStore.Copy(audit, earlier);
        await RecordAsync(audit, key);

        Assert.InRange(covered, 1, _endpoint.Heads.Count - 1);
        Assert.Equal([], (await VerifyAsync(audit)).Findings);
        Assert.Equal(FindingKind.CutOff, Assert.Single((await VerifyAsync(earlier)).Findings).Kind);
    }

    [Fact]
    public async Task A_refused_head_is_a_fault_and_is_sent_again()
    {
        string key = Path.Combine(_folder.Path, "key"), audit = Path.Combine(_folder.Path, "audit");
        SigningKey.Create(key);
        _endpoint.Answer = HttpStatusCode.ServiceUnavailable;
        await using (AuditLog log = await OpenAsync(audit, key))
        {
            await RecordedFolder.RecordAsync(log, "select 1\n");
            for (int tries = 0; log.Health.Fault is null && tries < 500; tries++)
                await Task.Delay(20);
            Assert.Contains("witness", log.Health.Fault, StringComparison.Ordinal);
            Assert.Empty(_endpoint.Heads);
            _endpoint.Answer = HttpStatusCode.OK;
        }

        Assert.NotEmpty(_endpoint.Heads);
        Assert.Equal([], (await VerifyAsync(audit)).Findings);
    }

    private async Task RecordAsync(string audit, string key)
    {
        await using AuditLog log = await OpenAsync(audit, key);
        await RecordedFolder.RecordAsync(log, "select 1\n", "select 2\n");
    }

    private Task<AuditLog> OpenAsync(string audit, string key) => RecordedFolder.OpenAsync(new AuditLogOptions
    {
        Path = audit,
        Signing = SigningKey.Load(key),
        Witness = new HttpWitness(_endpoint.Address),
        HeadInterval = TimeSpan.Zero,
    });

    private async Task<VerifyReport> VerifyAsync(string audit)
    {
        await using var source = new FolderLedgerSource(audit);
        return await new AuditVerifier(source).RunAsync(new VerifyRequest { Witnessed = _endpoint.Heads }, default);
    }

    /// <summary>Keeps what is posted to it.</summary>
    private sealed class Endpoint : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Lock _gate = new();
        private readonly List<SignedHead> _heads = [];

        public Endpoint()
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/heads/");
            probe.Stop();
            _listener.Prefixes.Add(Address.ToString());
            _listener.Start();
            _ = ServeAsync();
        }

        public Uri Address { get; }

        public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

        public IReadOnlyList<SignedHead> Heads
        {
            get
            {
                lock (_gate)
                    return [.. _heads];
            }
        }

        public void Dispose() => _listener.Close();

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                    await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
            }
        }

        private async Task AnswerAsync(HttpListenerContext request)
        {
            using var reader = new StreamReader(request.Request.InputStream);
            string line = await reader.ReadToEndAsync();
            if (Answer == HttpStatusCode.OK && request.Request.ContentType == "application/json" && WitnessLine.Read(line) is { } head)
            {
                lock (_gate)
                    _heads.Add(head);
            }
            request.Response.StatusCode = (int)Answer;
            request.Response.Close();
        }
    }
}
