using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Masking.MySql;

/// <summary>A way in which MySQL sends the rows of a query.</summary>
internal enum Channel
{
    Text,
    Prepared,
    Cursor,
}

/// <summary>Runs statements over a channel.</summary>
internal static class Channels
{
    public static IEnumerable<Channel> Of(VectorReach reach) => reach switch
    {
        VectorReach.EveryChannel => Enum.GetValues<Channel>(),
        VectorReach.Statements => [Channel.Text, Channel.Prepared],
        _ => [Channel.Text],
    };

    public static async Task<Reply> RunAsync(this MySqlWireClient client, Channel channel, string sql)
    {
        if (channel == Channel.Text)
            return await client.QueryAsync(sql);
        if (channel == Channel.Prepared)
            return await client.RunPreparedAsync(sql);
        Prepared prepared = await client.PrepareAsync(sql);
        if (prepared.Error is not null)
            return new Reply { Error = prepared.Error };
        Reply reply = await client.ExecuteAsync(prepared, CursorType.ReadOnly);
        if (reply.Error is null && (reply.Status & ServerStatus.CursorExists) != 0)
            await FetchAsync(client, prepared, reply);
        await client.SendAsync(Command.CloseStatement(prepared.Id));
        return reply;
    }

    // Row by row: the packets of all fetches become one reply.
    private static async Task FetchAsync(MySqlWireClient client, Prepared prepared, Reply reply)
    {
        for (Reply part = reply; part.Error is null && (part.Status & ServerStatus.LastRowSent) == 0;)
        {
            part = await client.FetchAsync(prepared, reply.Results[0].Columns, 1);
            reply.Packets.AddRange(part.Packets);
            reply.Error = part.Error;
        }
    }
}
