using System.Text.Unicode;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Values;
using WireProxy.Recording.MySql.Values;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.MySql;

/// <summary>The parameter values of one COM_STMT_EXECUTE.</summary>
internal sealed class BoundExecute : BoundValues
{
    private readonly List<(ParameterType Type, byte[]? Value)> _values = [];

    /// <summary>Null where the values can not be told: the server refused them, or they are not in the recording.</summary>
    /// <param name="request">The command.</param>
    /// <param name="count">How many parameters the statement has.</param>
    /// <param name="capabilities">The session's.</param>
    /// <param name="prepared">What the statement's earlier commands said.</param>
    public static BoundExecute? Read(ExecuteRequest request, int count, CapabilityFlags capabilities, PreparedText prepared)
    {
        var bound = new BoundExecute();
        try
        {
            foreach (ExecuteParameter parameter in prepared.Parameters.Read(request, count, capabilities))
            {
                // Attributes stand behind the parameters.
                if (bound._values.Count < count)
                    bound._values.Add((parameter.Type, ValueOf(parameter, bound._values.Count, prepared)));
            }
            return bound;
        }
        catch (MySqlProtocolException)
        {
            return null;
        }
    }

    public override IReadOnlyList<RecordedParameter> Read() => [.. _values.Select(value => Parameter(value.Type, value.Value))];

    private static byte[]? ValueOf(in ExecuteParameter parameter, int at, PreparedText prepared) => parameter.Source switch
    {
        ParameterSource.LongData => [.. prepared.LongData[(ushort)at]],
        ParameterSource.Command => parameter.Value.ToArray(),
        _ => null,
    };

    private static RecordedParameter Parameter(ParameterType type, byte[]? value)
    {
        var column = new ColumnType(type.Type, type.Flags, CharacterSetId.Utf8Mb4, 0, byte.MaxValue, ExtendedType.None);
        if (value is null)
            return new RecordedParameter(null, ParameterForm.Text, null);
        bool isText = BinaryValue.LayoutOf(type.Type) == BinaryLayout.LengthEncoded;
        if (isText && !Utf8.IsValid(value))
            return new RecordedParameter(Convert.ToHexString(value), ParameterForm.Bytes, TypeNames.Of(column));
        ParameterForm form = BinaryValue.LayoutOf(type.Type) == BinaryLayout.Fixed ? ParameterForm.Number : ParameterForm.Text;
        return new RecordedParameter(ValueText.OfBinary(column, value), form, TypeNames.Of(column));
    }
}
