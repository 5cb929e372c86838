namespace WireProxy.Protocols.MySql.Commands;

/// <summary>One parameter of an execution.</summary>
public readonly ref struct ExecuteParameter
{
    internal ExecuteParameter(ParameterType type, ParameterSource source, int start, ReadOnlySpan<byte> value)
    {
        Type = type;
        Source = source;
        Start = start;
        Value = value;
    }

    public ParameterType Type { get; }

    public ParameterSource Source { get; }

    /// <summary>Where the value begins in <see cref="ExecuteRequest.Parameters"/>.</summary>
    public int Start { get; }

    /// <summary>As in a binary row, without its length; empty where it is not in the command.</summary>
    public ReadOnlySpan<byte> Value { get; }
}
