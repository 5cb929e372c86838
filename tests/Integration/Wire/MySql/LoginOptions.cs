using WireProxy.Integration.Servers.MySql;

namespace WireProxy.Integration.Wire.MySql;

/// <summary>What a client says when it logs in.</summary>
internal sealed record LoginOptions
{
    public string User { get; init; } = MySqlSampleSchema.TrustedUser;

    public string Password { get; init; } = "";

    public string? Database { get; init; } = MySqlSampleSchema.Database;

    /// <summary>Asked for as far as the server offers it.</summary>
    public Capabilities Wanted { get; init; } = Capabilities.Usual;

    /// <summary>Asked for whatever the server offers.</summary>
    public Capabilities Insisted { get; init; }

    /// <summary>Collation number; 45 is utf8mb4_general_ci.</summary>
    public int Charset { get; init; } = 45;

    public ClientTls Tls { get; init; }

    public (string Name, string Value)[] Attributes { get; init; } = [];
}

internal enum ClientTls
{
    No,
    Yes,
}
