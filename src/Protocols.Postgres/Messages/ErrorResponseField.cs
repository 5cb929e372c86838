namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>One field of an error or notice.</summary>
public readonly ref struct ErrorResponseField
{
    internal ErrorResponseField(ErrorResponseFieldCode code, ReadOnlySpan<byte> value)
    {
        Code = code;
        Value = value;
    }

    /// <summary>May be a code that the enum does not name.</summary>
    public ErrorResponseFieldCode Code { get; }

    public ReadOnlySpan<byte> Value { get; }
}
