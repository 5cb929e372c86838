namespace WireProxy.Sessions.Postgres.Login;

/// <summary>The Int32 that starts an Authentication message's body.</summary>
internal enum AuthenticationCode
{
    Ok = 0,
    CleartextPassword = 3,
    Md5Password = 5,
    Sasl = 10,
    SaslContinue = 11,
    SaslFinal = 12,
}
