using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Masking.Postgres;

/// <summary>A way in which PostgreSQL sends the rows of a query.</summary>
internal enum Channel
{
    Simple,
    ExtendedText,
    ExtendedBinary,
    CopyText,
    CopyCsv,
    CopyBinary,

    /// <summary>DECLARE and FETCH.</summary>
    Cursor,

    /// <summary>A named portal that is executed row by row.</summary>
    Portal,
}

/// <summary>Runs statements over a channel.</summary>
internal static class Channels
{
    public static IEnumerable<Channel> Of(VectorReach reach) => reach switch
    {
        VectorReach.EveryChannel => Enum.GetValues<Channel>(),
        VectorReach.Statements => [Channel.Simple, Channel.ExtendedText, Channel.ExtendedBinary],
        _ => [Channel.Simple],
    };

    public static async Task<List<WireFrame>> RunAsync(this WireClient client, Channel channel, string sql)
    {
        switch (channel)
        {
            case Channel.ExtendedText or Channel.ExtendedBinary:
                return await client.ExchangeAsync(Frontend.Extended(sql, channel == Channel.ExtendedText ? 0 : 1), Frontend.Sync);
            case Channel.CopyText or Channel.CopyCsv or Channel.CopyBinary:
                return await client.QueryAsync($"copy ({sql}) to stdout (format {channel.ToString()[4..].ToLowerInvariant()})");
            case Channel.Cursor:
                return await client.QueriesAsync("begin", $"declare c cursor for {sql}", "fetch 1 from c", "fetch all from c", "rollback");
            case Channel.Portal:
                return [.. await client.QueryAsync("begin"),
                    .. await client.ExchangeAsync(Frontend.Parse(sql, "s"), Frontend.Bind("p", "s"), Frontend.Execute("p", 1), Frontend.Execute("p"),
                        Frontend.CloseStatement("s"), Frontend.Sync),
                    .. await client.QueryAsync("rollback")];
            default:
                return await client.QueryAsync(sql);
        }
    }

    public static async Task<List<WireFrame>> QueriesAsync(this WireClient client, params IEnumerable<string> statements)
    {
        var frames = new List<WireFrame>();
        foreach (string statement in statements)
            frames.AddRange(await client.QueryAsync(statement));
        return frames;
    }
}
