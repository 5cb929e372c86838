using System.Text;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Recording.MySql;

/// <summary>How the bytes of a session's texts are read.</summary>
internal sealed class SessionText
{
    private readonly Encoding _encoding;

    private SessionText(Encoding encoding) => _encoding = encoding;

    public static SessionText Utf8 { get; } = new(Encoding.UTF8);

    private static SessionText Latin1 { get; } = new(Encoding.Latin1);

    /// <summary>
    /// By the collation of the login. A later SET NAMES is not followed: nearly all clients use UTF-8, and in the others the
    /// letters beyond ASCII may look wrong.
    /// </summary>
    public static SessionText Of(CharacterSetId characterSet) =>
        characterSet.Encoding == CharacterEncoding.SingleByte ? Latin1 : Utf8;

    public string Read(ReadOnlySpan<byte> bytes) => _encoding.GetString(bytes);
}
