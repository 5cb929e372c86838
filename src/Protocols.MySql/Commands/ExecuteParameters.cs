using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>
/// The parameters of one execution, and behind them the attributes that it brings. Reading checks all of them, so
/// enumerating can not fail.
/// </summary>
public readonly ref struct ExecuteParameters
{
    private readonly ReadOnlySpan<ParameterType> _types;
    private readonly ReadOnlySpan<byte> _nullBitmap;
    private readonly ReadOnlySpan<byte> _longData;
    private readonly ReadOnlySpan<byte> _values;
    private readonly int _start;

    /// <param name="types">One for each parameter.</param>
    /// <param name="nullBitmap">A bit for each.</param>
    /// <param name="longData">A bit for each that came in pieces; those beyond its end did not.</param>
    /// <param name="values">What is left are the values, and nothing else.</param>
    internal ExecuteParameters(ReadOnlySpan<ParameterType> types, ReadOnlySpan<byte> nullBitmap, ReadOnlySpan<byte> longData, PayloadReader values)
    {
        _types = types;
        _nullBitmap = nullBitmap;
        _longData = longData;
        _values = values.Rest;
        _start = values.Position;
        for (int i = 0; i < types.Length; i++)
        {
            if (SourceOf(i, nullBitmap, longData) == ParameterSource.Command)
                BinaryValue.ReadParameter(ref values, types[i].Type);
        }
        values.End();
    }

    public int Count => _types.Length;

    public Enumerator GetEnumerator() => new(this);

    /// <summary>Both servers look for long data first: the bit of NULL does not count there.</summary>
    private static ParameterSource SourceOf(int parameter, ReadOnlySpan<byte> nullBitmap, ReadOnlySpan<byte> longData) =>
        parameter < longData.Length * 8 && NullBitmap.IsSet(longData, parameter) ? ParameterSource.LongData
        : NullBitmap.IsSet(nullBitmap, parameter) ? ParameterSource.Null
        : ParameterSource.Command;

    /// <summary>Walks the parameters in order.</summary>
    public ref struct Enumerator
    {
        private readonly ExecuteParameters _parameters;
        private PayloadReader _values;
        private int _next;

        internal Enumerator(ExecuteParameters parameters)
        {
            _parameters = parameters;
            _values = new PayloadReader(parameters._values);
        }

        public ExecuteParameter Current { get; private set; }

        public bool MoveNext()
        {
            if (_next == _parameters.Count)
                return false;
            ParameterType type = _parameters._types[_next];
            ParameterSource source = SourceOf(_next++, _parameters._nullBitmap, _parameters._longData);
            ReadOnlySpan<byte> value = source == ParameterSource.Command ? BinaryValue.ReadParameter(ref _values, type.Type) : default;
            Current = new ExecuteParameter(type, source, _parameters._start + _values.Position - value.Length, value);
            return true;
        }
    }
}
