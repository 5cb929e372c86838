namespace WireProxy.Sessions.Postgres;

/// <summary>What a CommandComplete tag tells about the command that ran, whichever way its text reached the server.</summary>
internal static class CommandTags
{
    /// <summary>Whether relations may have changed; DO and CALL run code that may have done anything.</summary>
    public static bool ChangesSchema(ReadOnlySpan<byte> tag) =>
        tag.StartsWith("CREATE "u8) || tag.StartsWith("ALTER "u8) || tag.StartsWith("DROP "u8)
        || tag.StartsWith("IMPORT "u8) || tag.StartsWith("DO\0"u8) || tag.StartsWith("CALL\0"u8)
        || tag.StartsWith("SELECT INTO"u8);
}
