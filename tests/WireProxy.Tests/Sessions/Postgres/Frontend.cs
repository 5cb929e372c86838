using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>Client messages as bytes.</summary>
internal static class Frontend
{
    public static byte[] Query(string text) => Of(FrontendMessageCode.Query).CString(text).End().ToArray();

    public static byte[] Parse(string name, string text) =>
        Of(FrontendMessageCode.Parse).CString(name).CString(text).Int16(0).End().ToArray();

    public static byte[] Bind(string portal = "", string statement = "") =>
        Of(FrontendMessageCode.Bind).CString(portal).CString(statement).Int16(0).Int16(0).Int16(0).End().ToArray();

    public static byte[] Describe(char target, string name = "") =>
        Of(FrontendMessageCode.Describe).Byte((byte)target).CString(name).End().ToArray();

    public static byte[] Execute(string portal = "", int rows = 0) =>
        Of(FrontendMessageCode.Execute).CString(portal).Int32(rows).End().ToArray();

    public static byte[] Close(char target, string name = "") =>
        Of(FrontendMessageCode.Close).Byte((byte)target).CString(name).End().ToArray();

    public static byte[] FunctionCall(int oid) =>
        Of(FrontendMessageCode.FunctionCall).Int32(oid).Int16(0).Int16(0).Int16(0).End().ToArray();

    public static byte[] CopyData(string data) => Of(FrontendMessageCode.CopyData).CString(data).End().ToArray();

    public static byte[] Sync => Of(FrontendMessageCode.Sync).End().ToArray();

    public static byte[] Flush => Of(FrontendMessageCode.Flush).End().ToArray();

    public static byte[] CopyDone => Of(FrontendMessageCode.CopyDone).End().ToArray();

    public static byte[] Terminate => Of(FrontendMessageCode.Terminate).End().ToArray();

    private static MessageWriter Of(FrontendMessageCode code) => new MessageWriter().Begin(code);
}
