using WireProxy.Policy;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Sessions.MySql.Login;

/// <summary>A session under policy must begin in a character set in which its statements can be read (protocols reference 2.E).</summary>
internal static class ReadableLogin
{
    /// <param name="policy">The policies that the session's statements may come under.</param>
    /// <param name="characterSet">What the client asks for; null or 0 leave it to the server, which is asked later.</param>
    /// <exception cref="LoginException">It can not be read.</exception>
    public static void Check(SessionPolicy policy, CharacterSetId? characterSet)
    {
        if (policy.IsEmpty || characterSet is not { Value: not 0 } asked)
            return;
        if (asked.Encoding is CharacterEncoding.Unsafe or CharacterEncoding.Euc)
            throw new LoginException(
                SessionEndReason.LoginRefused,
                new SessionError($"statements can not be inspected in the client's character set (collation {asked.Value})")
                {
                    ErrorCode = 1115,
                    SqlState = "42000",
                    Hint = "connect with utf8mb4",
                });
    }
}
