namespace WireProxy.Sessions.Postgres;

/// <summary>What a CommandComplete tag tells about the command that ran, whichever way its text reached the server.</summary>
internal static class CommandTags
{
    /// <summary>Whether relations may have changed; DO and CALL run code that may have done anything.</summary>
    public static bool ChangesSchema(ReadOnlySpan<byte> tag) =>
        tag.StartsWith("CREATE "u8) || tag.StartsWith("ALTER "u8) || tag.StartsWith("DROP "u8)
        || tag.StartsWith("IMPORT "u8) || tag.StartsWith("DO\0"u8) || tag.StartsWith("CALL\0"u8)
        || tag.StartsWith("SELECT INTO"u8) || tag.StartsWith("COMMIT PREPARED"u8);

    /// <summary>ROLLBACK and ROLLBACK TO SAVEPOINT undo the schema changes behind them.</summary>
    public static bool RollsBack(ReadOnlySpan<byte> tag) => tag.StartsWith("ROLLBACK"u8);

    /// <summary>Whether statement names may mean something else now.</summary>
    public static bool ChangesStatements(ReadOnlySpan<byte> tag) =>
        tag.StartsWith("PREPARE\0"u8) || tag.StartsWith("DEALLOCATE"u8) || tag.StartsWith("DISCARD"u8);

    /// <summary>Whether portal names may mean something else now.</summary>
    public static bool ChangesPortals(ReadOnlySpan<byte> tag) =>
        tag.StartsWith("DECLARE CURSOR"u8) || tag.StartsWith("CLOSE CURSOR"u8);
}
