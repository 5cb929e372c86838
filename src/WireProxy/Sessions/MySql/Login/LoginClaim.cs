namespace WireProxy.Sessions.MySql.Login;

/// <summary>Who asks to be let in, and where to.</summary>
/// <param name="User">The user name.</param>
/// <param name="Database">Empty where the client names none.</param>
/// <param name="Application">What the client calls itself, if it does.</param>
internal sealed record LoginClaim(string User, string Database, string? Application)
{
    public static LoginClaim Nobody { get; } = new("", "", null);

    public static LoginClaim Of(ReadOnlySpan<byte> user, ReadOnlySpan<byte> database, ReadOnlySpan<byte> application) => new(
        Text(user), Text(database), application.IsEmpty ? null : Text(application));

    private static string Text(ReadOnlySpan<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
