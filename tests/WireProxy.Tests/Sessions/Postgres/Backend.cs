using System.Text;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>Server messages as bytes.</summary>
internal static class Backend
{
    public const uint TextOid = 25;

    public static byte[] ParseComplete => Of('1').End().ToArray();

    public static byte[] BindComplete => Of('2').End().ToArray();

    public static byte[] CloseComplete => Of('3').End().ToArray();

    public static byte[] NoData => Of('n').End().ToArray();

    public static byte[] PortalSuspended => Of('s').End().ToArray();

    public static byte[] EmptyQuery => Of('I').End().ToArray();

    public static byte[] CopyIn => Of('G').Byte(0).Int16(0).End().ToArray();

    public static byte[] CopyOut => Of('H').Byte(0).Int16(0).End().ToArray();

    public static byte[] Parameters => Of('t').Int16(0).End().ToArray();

    public static byte[] CopyOutOf(int columns, int format = 0)
    {
        MessageWriter writer = Of('H').Byte((byte)format).Int16(columns);
        for (int i = 0; i < columns; i++)
            writer.Int16(format);
        return writer.End().ToArray();
    }

    public static byte[] CopyDone => Of('c').End().ToArray();

    public static byte[] Ready(char status = 'I') => Of('Z').Byte((byte)status).End().ToArray();

    public static byte[] Complete(string tag) => Of('C').CString(tag).End().ToArray();

    public static byte[] CopyData(string data) => Of('d').Bytes(Encoding.UTF8.GetBytes(data)).End().ToArray();

    public static byte[] Status(string name, string value) => Of('S').CString(name).CString(value).End().ToArray();

    /// <summary>Text columns with their wire origins.</summary>
    public static byte[] Row(params (string Name, uint Table, int Attribute)[] columns)
    {
        MessageWriter writer = Of('T').Int16(columns.Length);
        foreach ((string name, uint table, int attribute) in columns)
            writer.CString(name).Int32((int)table).Int16(attribute).Int32((int)TextOid).Int16(-1).Int32(-1).Int16(0);
        return writer.End().ToArray();
    }

    public static byte[] Data(params string?[] values)
    {
        MessageWriter writer = Of('D').Int16(values.Length);
        foreach (string? value in values)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(value ?? "");
            writer.Int32(value is null ? -1 : bytes.Length).Bytes(bytes);
        }
        return writer.End().ToArray();
    }

    /// <summary>An error or notice: each field is its code and its value, as in <c>"C42601"</c>.</summary>
    public static byte[] Error(params string[] fields) => Fields('E', fields);

    public static byte[] Notice(params string[] fields) => Fields('N', fields);

    private static byte[] Fields(char code, string[] fields)
    {
        MessageWriter writer = Of(code);
        foreach (string field in fields)
            writer.Byte((byte)field[0]).CString(field[1..]);
        return writer.Byte(0).End().ToArray();
    }

    private static MessageWriter Of(char code) => new MessageWriter().Begin((BackendMessageCode)code);
}
