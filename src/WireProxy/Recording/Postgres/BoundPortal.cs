using WireProxy.Protocols.Postgres;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Protocols.Postgres.Values;
using WireProxy.Recording.Postgres.Values;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.Postgres;

/// <summary>What a Bind made: parameter values for a prepared text, and the formats of its columns.</summary>
internal sealed class BoundPortal : BoundValues
{
    private readonly List<(byte[]? Value, FieldFormat Format)> _values = [];
    private byte[] _resultFormats = [];

    /// <summary>The prepared text that it runs: first the one last sent, then the one that the server confirmed.</summary>
    public PreparedText? Prepared { get; set; }

    /// <summary>The shape of its rows as the server described it.</summary>
    public PostgresResult? Described { get; set; }

    /// <summary>Reads the body of a Bind. False where it can not be: the server refused it, or its values are not in the recording.</summary>
    public bool TryRead(ReadOnlySpan<byte> body)
    {
        try
        {
            Bind bind = Bind.Read(body);
            foreach (BindParameter parameter in bind)
                _values.Add((parameter.IsNull ? null : parameter.Bytes.ToArray(), parameter.Format));
            _resultFormats = bind.ResultFormats.ToArray();
            return true;
        }
        catch (PostgresProtocolException)
        {
            return false;
        }
    }

    public override IReadOnlyList<RecordedParameter> Read() => [.. _values.Select(Parameter)];

    /// <summary>The format of a column by what Bind asked for.</summary>
    public FieldFormat ResultFormat(int column) => new FormatCodes(_resultFormats)[column];

    private RecordedParameter Parameter((byte[]? Value, FieldFormat Format) bound, int at)
    {
        uint type = Prepared is { } prepared && at < prepared.ParameterTypes.Length ? prepared.ParameterTypes[at] : 0;
        string? typeName = TypeName.Find(type);
        if (bound.Value is not { } value)
            return new RecordedParameter(null, ParameterForm.Text, typeName);
        string? text = ValueText.Of(type, bound.Format, value);
        return text is null
            ? new RecordedParameter(Convert.ToHexStringLower(value), ParameterForm.Unread, typeName)
            : new RecordedParameter(text, ParameterForm.Text, typeName);
    }
}
