using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Values;
using WireProxy.Recording.Postgres.Values;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.Postgres;

/// <summary>What a Bind made: parameter values for a prepared text, and the formats of its columns.</summary>
internal sealed class BoundPortal : BoundValues
{
    private readonly byte[]?[] _values;
    private readonly FieldFormat[] _formats;
    private readonly FieldFormat[] _resultFormats;

    private BoundPortal(byte[]?[] values, FieldFormat[] formats, FieldFormat[] resultFormats)
    {
        _values = values;
        _formats = formats;
        _resultFormats = resultFormats;
    }

    public static BoundPortal Empty => new([], [], []);

    /// <summary>The prepared text that it runs: first the one last sent, then the one that the server confirmed.</summary>
    public PreparedText? Prepared { get; set; }

    /// <summary>The shape of its rows as the server described it.</summary>
    public PostgresResult? Described { get; set; }

    /// <summary>Reads what follows the two names of a Bind.</summary>
    public static BoundPortal Read(ref PayloadReader reader)
    {
        // Int16 count, count x Int16 format; Int16 count, count x (Int32 length, bytes); Int16 count, count x Int16 format
        FieldFormat[] formats = ReadFormats(ref reader);
        byte[]?[] values = new byte[]?[reader.ReadCount()];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> value = reader.ReadValue(out bool isNull);
            values[i] = isNull ? null : value.ToArray();
        }
        return new BoundPortal(values, formats, ReadFormats(ref reader));
    }

    public override IReadOnlyList<RecordedParameter> Read() => [.. _values.Select(Parameter)];

    /// <summary>The format of a column by what Bind asked for.</summary>
    public FieldFormat ResultFormat(int column) => FormatAt(_resultFormats, column);

    private RecordedParameter Parameter(byte[]? value, int at)
    {
        uint type = Prepared is { } prepared && at < prepared.ParameterTypes.Length ? prepared.ParameterTypes[at] : 0;
        string? typeName = TypeName.Find(type);
        if (value is null)
            return new RecordedParameter(null, ParameterForm.Text, typeName);
        string? text = ValueText.Of(type, FormatAt(_formats, at), value);
        return text is null
            ? new RecordedParameter(Convert.ToHexStringLower(value), ParameterForm.Unread, typeName)
            : new RecordedParameter(text, ParameterForm.Text, typeName);
    }

    // None means all in text, one means that one for all.
    private static FieldFormat FormatAt(FieldFormat[] formats, int at) => formats.Length switch
    {
        0 => FieldFormat.Text,
        1 => formats[0],
        _ => at < formats.Length ? formats[at] : FieldFormat.Text,
    };

    private static FieldFormat[] ReadFormats(ref PayloadReader reader)
    {
        var formats = new FieldFormat[reader.ReadCount()];
        for (int i = 0; i < formats.Length; i++)
            formats[i] = reader.ReadInt16() == 1 ? FieldFormat.Binary : FieldFormat.Text;
        return formats;
    }
}
