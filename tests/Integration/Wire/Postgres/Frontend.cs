namespace WireProxy.Integration.Wire.Postgres;

/// <summary>Client messages as bytes.</summary>
internal static class Frontend
{
    public const int Version30 = 196608;
    public const int Version32 = 196610;

    public static byte[] SslRequest { get; } = new WireBuffer().Int32(80877103).ToUntypedFrame();

    public static byte[] GssEncRequest { get; } = new WireBuffer().Int32(80877104).ToUntypedFrame();

    public static byte[] Sync { get; } = new WireBuffer().ToFrame('S');

    public static byte[] Flush { get; } = new WireBuffer().ToFrame('H');

    public static byte[] Terminate { get; } = new WireBuffer().ToFrame('X');

    public static byte[] CopyDone { get; } = new WireBuffer().ToFrame('c');

    public static byte[] Startup(params (string Name, string Value)[] parameters) => Startup(Version30, parameters);

    public static byte[] Startup(int version, params (string Name, string Value)[] parameters)
    {
        var body = new WireBuffer().Int32(version);
        foreach ((string name, string value) in parameters)
            body.Text(name).Text(value);
        return body.Byte(0).ToUntypedFrame();
    }

    public static byte[] Cancel(int pid, byte[] key) => new WireBuffer().Int32(80877102).Int32(pid).Raw(key).ToUntypedFrame();

    public static byte[] Query(string sql) => new WireBuffer().Text(sql).ToFrame('Q');

    public static byte[] Parse(string sql, string name = "", params int[] types)
    {
        var body = new WireBuffer().Text(name).Text(sql).Int16(types.Length);
        foreach (int type in types)
            body.Int32(type);
        return body.ToFrame('P');
    }

    /// <summary>Binds text or binary parameters; <paramref name="resultFormat"/> holds for every column.</summary>
    public static byte[] Bind(
        string portal = "", string statement = "", byte[]?[]? values = null, int valueFormat = 0, int resultFormat = 0)
    {
        values ??= [];
        var body = new WireBuffer().Text(portal).Text(statement).Int16(1).Int16(valueFormat).Int16(values.Length);
        foreach (byte[]? value in values)
            body.Value(value);
        return body.Int16(1).Int16(resultFormat).ToFrame('B');
    }

    public static byte[] DescribeStatement(string name = "") => new WireBuffer().Byte((byte)'S').Text(name).ToFrame('D');

    public static byte[] DescribePortal(string name = "") => new WireBuffer().Byte((byte)'P').Text(name).ToFrame('D');

    public static byte[] Execute(string portal = "", int limit = 0) => new WireBuffer().Text(portal).Int32(limit).ToFrame('E');

    public static byte[] CloseStatement(string name) => new WireBuffer().Byte((byte)'S').Text(name).ToFrame('C');

    public static byte[] ClosePortal(string name) => new WireBuffer().Byte((byte)'P').Text(name).ToFrame('C');

    public static byte[] CopyData(ReadOnlySpan<byte> data) => new WireBuffer().Raw(data).ToFrame('d');

    public static byte[] CopyFail(string reason) => new WireBuffer().Text(reason).ToFrame('f');

    public static byte[] Password(string password) => new WireBuffer().Text(password).ToFrame('p');

    public static byte[] FunctionCall(int oid, params byte[]?[] arguments)
    {
        var body = new WireBuffer().Int32(oid).Int16(1).Int16(1).Int16(arguments.Length);
        foreach (byte[]? argument in arguments)
            body.Value(argument);
        return body.Int16(1).ToFrame('F');
    }

    /// <summary>Parse, Bind, Describe, Execute of the unnamed statement, without Sync.</summary>
    public static byte[] Extended(string sql, int resultFormat = 0) =>
        [.. Parse(sql), .. Bind(resultFormat: resultFormat), .. DescribePortal(), .. Execute()];
}
