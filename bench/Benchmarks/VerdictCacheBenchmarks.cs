using System.Text;
using BenchmarkDotNet.Attributes;
using WireProxy.Policy;

namespace WireProxy.Benchmarks;

/// <summary>Asks for the verdict on a statement of 200 bytes that was judged before: the target is 200 ns.</summary>
public class VerdictCacheBenchmarks
{
    private const int Statements = 1000;

    private readonly VerdictCache<Verdict> _cache = new(maxEntries: 4096, maxBytes: 8 * 1024 * 1024);
    private readonly byte[][] _texts = new byte[Statements][];
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        for (int i = 0; i < Statements; i++)
        {
            _texts[i] = Encoding.ASCII.GetBytes($"SELECT {i:d6}, name FROM shop.customers WHERE id = $1 ".PadRight(200, '-'));
            _cache.Add(_texts[i], salt: 1, Verdict.Allow);
        }
    }

    /// <summary>The text is in the processor's cache, as one that a session repeats is.</summary>
    [Benchmark]
    public bool SameStatement() => _cache.TryGet(_texts[0], salt: 1, out _);

    [Benchmark]
    public bool OneOfThousand()
    {
        _next = (_next + 7) % Statements;
        return _cache.TryGet(_texts[_next], salt: 1, out _);
    }

    [Benchmark]
    public bool Miss() => _cache.TryGet(_texts[0], salt: 2, out _);
}
