using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>COM_SET_OPTION: switches multi-statements on although they were never negotiated (protocols reference 2.A).</summary>
/// <param name="Option">What is asked for.</param>
public readonly record struct SetOptionRequest(SetOption Option)
{
    /// <exception cref="MySqlProtocolException">The payload is not exactly one such command with a known option.</exception>
    public static SetOptionRequest Read(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        reader.Expect((byte)CommandCode.SetOption);
        var option = (SetOption)reader.ReadUInt16();
        reader.End();
        return option is SetOption.MultiStatementsOn or SetOption.MultiStatementsOff
            ? new SetOptionRequest(option)
            : throw new MySqlProtocolException($"unknown option {(ushort)option}");
    }
}
