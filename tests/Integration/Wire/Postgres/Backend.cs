using System.Text;

namespace WireProxy.Integration.Wire.Postgres;

/// <summary>Server messages as bytes, for scripted servers.</summary>
internal static class Backend
{
    public static byte[] AuthenticationOk { get; } = new WireBuffer().Int32(0).ToFrame('R');

    public static byte[] KeyData { get; } = new WireBuffer().Int32(4242).Int32(0x01020304).ToFrame('K');

    /// <summary>From AuthenticationOk to the first ReadyForQuery.</summary>
    public static byte[] LoginDone { get; } =
    [
        .. AuthenticationOk, .. ParameterStatus("server_version", "15.20"), .. ParameterStatus("client_encoding", "UTF8"),
        .. ParameterStatus("server_encoding", "UTF8"), .. ParameterStatus("standard_conforming_strings", "on"), .. KeyData, .. Ready('I'),
    ];

    public static byte[] EmptyQuery { get; } = new WireBuffer().ToFrame('I');

    public static byte[] ParseComplete { get; } = new WireBuffer().ToFrame('1');

    public static byte[] BindComplete { get; } = new WireBuffer().ToFrame('2');

    public static byte[] CloseComplete { get; } = new WireBuffer().ToFrame('3');

    public static byte[] NoData { get; } = new WireBuffer().ToFrame('n');

    public static byte[] Ready(char status) => new WireBuffer().Byte((byte)status).ToFrame('Z');

    public static byte[] ParameterStatus(string name, string value) => new WireBuffer().Text(name).Text(value).ToFrame('S');

    public static byte[] Complete(string tag) => new WireBuffer().Text(tag).ToFrame('C');

    public static byte[] Notification(string channel, string payload) =>
        new WireBuffer().Int32(4242).Text(channel).Text(payload).ToFrame('A');

    public static byte[] Notice(string message) => Report('N', "NOTICE", "00000", message);

    public static byte[] Error(string sqlstate, string message) => Report('E', "ERROR", sqlstate, message);

    /// <summary>Text columns of no table.</summary>
    public static byte[] RowDescription(params string[] columns)
    {
        var body = new WireBuffer().Int16(columns.Length);
        foreach (string column in columns)
            body.Text(column).Int32(0).Int16(0).Int32(25).Int16(-1).Int32(-1).Int16(0);
        return body.ToFrame('T');
    }

    public static byte[] DataRow(params string?[] values)
    {
        var body = new WireBuffer().Int16(values.Length);
        foreach (string? value in values)
            body.Value(value is null ? null : Encoding.UTF8.GetBytes(value));
        return body.ToFrame('D');
    }

    private static byte[] Report(char code, string severity, string sqlstate, string message) => new WireBuffer()
        .Text("S" + severity).Text("V" + severity).Text("C" + sqlstate).Text("M" + message).Byte(0).ToFrame(code);
}
