using System.Text;

namespace WireProxy.Integration.Wire.MySql;

/// <summary>Sending commands and reading their replies.</summary>
internal static class ReplyReading
{
    private enum RowFormat
    {
        Text,
        Binary,
    }

    /// <summary>Runs a statement in the text protocol.</summary>
    public static Task<Reply> QueryAsync(this MySqlWireClient client, string sql) =>
        client.ExchangeAsync((client.Capabilities & client.Greeting.Capabilities).HasFlag(Capabilities.QueryAttributes)
            ? Command.QueryWithAttributes(sql)
            : Command.Query(sql));

    /// <summary>Sends a command that is answered as a Query is: OK, error or results.</summary>
    public static async Task<Reply> ExchangeAsync(this MySqlWireClient client, byte[] payload)
    {
        await client.SendAsync(payload);
        return await client.ReadReplyAsync();
    }

    public static Task<Reply> ReadReplyAsync(this MySqlWireClient client) => client.ReadResultsAsync(RowFormat.Text, null);

    public static async Task<Prepared> PrepareAsync(this MySqlWireClient client, string sql)
    {
        await client.SendAsync(Command.Prepare(sql));
        return await client.ReadPreparedAsync();
    }

    // 00, statement, columns, parameters, filler, warnings; then the definitions of both, each list with an EOF unless deprecated.
    public static async Task<Prepared> ReadPreparedAsync(this MySqlWireClient client)
    {
        WirePacket first = await client.NextAsync();
        if (first.IsError)
            return new Prepared(0, [], [], WireError.From(first.Payload));
        var cursor = new PayloadCursor(first.Payload);
        Assert.Equal(0, cursor.Byte());
        var id = (uint)cursor.Int32();
        int columns = cursor.Int16(), parameters = cursor.Int16();
        List<ColumnInfo> parameterInfo = await client.ReadDefinitionsAsync(parameters);
        return new Prepared(id, parameterInfo, await client.ReadDefinitionsAsync(columns), null);
    }

    /// <summary>Prepares, executes and closes in the binary protocol.</summary>
    public static async Task<Reply> RunPreparedAsync(this MySqlWireClient client, string sql, params object?[] values)
    {
        Prepared prepared = await client.PrepareAsync(sql);
        if (prepared.Error is not null)
            return new Reply { Error = prepared.Error };
        Reply reply = await client.ExecuteAsync(prepared, CursorType.None, values);
        await client.SendAsync(Command.CloseStatement(prepared.Id));
        return reply;
    }

    public static async Task<Reply> ExecuteAsync(this MySqlWireClient client, Prepared prepared, CursorType cursor = CursorType.None, params object?[] values)
    {
        await client.SendAsync(Command.Execute(prepared.Id, cursor, values));
        return await client.ReadExecutedAsync(prepared);
    }

    /// <summary>The reply to an Execute of this statement, whose columns may come from its Prepare.</summary>
    public static Task<Reply> ReadExecutedAsync(this MySqlWireClient client, Prepared? prepared = null) =>
        client.ReadResultsAsync(RowFormat.Binary, prepared?.Columns);

    /// <summary>Rows of an open cursor.</summary>
    public static async Task<Reply> FetchAsync(this MySqlWireClient client, Prepared prepared, IReadOnlyList<ColumnInfo> columns, int rows)
    {
        await client.SendAsync(Command.Fetch(prepared.Id, rows));
        var reply = new Reply();
        await client.ReadRowsAsync(reply, new ResultSet(columns), RowFormat.Binary);
        return reply;
    }

    /// <summary>Rows of whatever columns, to their end.</summary>
    public static async Task ReadToTerminatorAsync(this MySqlWireClient client)
    {
        WirePacket packet;
        do
            packet = await client.NextAsync();
        while (!packet.IsTerminator(client.Capabilities) && !packet.IsError);
    }

    /// <summary>Column definitions to their EOF, without a count: the reply to a FieldList.</summary>
    public static async Task<Reply> ReadFieldListAsync(this MySqlWireClient client)
    {
        var reply = new Reply();
        var columns = new List<ColumnInfo>();
        WirePacket packet;
        while (!(packet = await client.NextAsync(reply)).IsTerminator(client.Capabilities) && !packet.IsError)
            columns.Add(ColumnInfo.From(packet.Payload, client.Capabilities));
        if (packet.IsError)
            reply.Error = WireError.From(packet.Payload);
        else
            reply.Results.Add(new ResultSet(columns));
        return reply;
    }


    private static async Task<Reply> ReadResultsAsync(this MySqlWireClient client, RowFormat format, IReadOnlyList<ColumnInfo>? known)
    {
        var reply = new Reply();
        do
        {
            WirePacket packet = await client.NextAsync(reply);
            switch (packet.First)
            {
                case 0xFF:
                    reply.Error = WireError.From(packet.Payload);
                    return reply;
                case 0x00:
                    reply.Results.Add(Ok(packet.Payload));
                    break;
                case 0xFB:
                    reply.FileName = Encoding.UTF8.GetString(packet.Payload, 1, packet.Payload.Length - 1);
                    return reply;
                default:
                    await client.ReadResultAsync(reply, packet, format, known);
                    break;
            }
        }
        while (reply.Error is null && (reply.Status & ServerStatus.MoreResults) != 0);
        return reply;
    }

    private static async Task ReadResultAsync(
        this MySqlWireClient client, Reply reply, WirePacket head, RowFormat format, IReadOnlyList<ColumnInfo>? known)
    {
        var cursor = new PayloadCursor(head.Payload);
        var count = (int)cursor.LenEnc()!;
        bool omitted = client.Capabilities.HasFlag(Capabilities.CacheMetadata) && cursor.Byte() == 0;
        Assert.True(cursor.AtEnd, "bytes behind the column count");
        var columns = new List<ColumnInfo>();
        while (!omitted && columns.Count < count)
            columns.Add(ColumnInfo.From((await client.NextAsync(reply)).Payload, client.Capabilities));
        if (omitted)
            columns.AddRange(known ?? []);
        var result = new ResultSet(columns);
        if (!client.Capabilities.HasFlag(Capabilities.DeprecateEof))
        {
            result.Status = Eof(await client.NextAsync(reply), client.Capabilities);
            if ((result.Status & ServerStatus.CursorExists) != 0)
            {
                reply.Results.Add(result);
                return;
            }
        }
        await client.ReadRowsAsync(reply, result, format);
    }

    private static async Task ReadRowsAsync(this MySqlWireClient client, Reply reply, ResultSet result, RowFormat format)
    {
        WirePacket packet;
        while (!(packet = await client.NextAsync(reply)).IsTerminator(client.Capabilities) && !packet.IsError)
        {
            result.RawRows.Add(packet.Payload);
            if (result.Columns.Count > 0)
                result.Rows.Add(format == RowFormat.Text ? RowValues.Text(packet.Payload, result.Columns.Count) : RowValues.Binary(packet.Payload, result.Columns));
        }
        if (packet.IsError)
        {
            reply.Error = WireError.From(packet.Payload);
            return;
        }
        // Behind out parameters MySQL says in the EOF before the row alone that there is more.
        int announced = (result.Status & ServerStatus.OutParameters) != 0 ? result.Status & ServerStatus.MoreResults : 0;
        result.Status = Eof(packet, client.Capabilities) | announced;
        reply.Results.Add(result);
    }

    private static async Task<List<ColumnInfo>> ReadDefinitionsAsync(this MySqlWireClient client, int count)
    {
        var columns = new List<ColumnInfo>();
        while (columns.Count < count)
            columns.Add(ColumnInfo.From((await client.NextAsync()).Payload, client.Capabilities));
        if (count > 0 && !client.Capabilities.HasFlag(Capabilities.DeprecateEof))
            Eof(await client.NextAsync(), client.Capabilities);
        return columns;
    }

    private static ResultSet Ok(byte[] payload)
    {
        var cursor = new PayloadCursor(payload, at: 1);
        ulong affected = cursor.LenEnc()!.Value;
        cursor.LenEnc();
        int status = cursor.Int16();
        cursor.Int16();
        return new ResultSet([]) { Affected = affected, Status = status, Information = cursor.Rest() };
    }

    // FE, warnings, status; or an OK with that first byte.
    private static int Eof(WirePacket packet, Capabilities capabilities)
    {
        Assert.True(packet.IsTerminator(capabilities), $"no terminator but {packet.First:x2}");
        if (capabilities.HasFlag(Capabilities.DeprecateEof))
            return Ok(packet.Payload).Status;
        Assert.Equal(5, packet.Payload.Length);
        return packet.Payload[3] | (packet.Payload[4] << 8);
    }

    private static async Task<WirePacket> NextAsync(this MySqlWireClient client, Reply? reply = null)
    {
        while (true)
        {
            WirePacket packet = await client.ReadPacketAsync() ?? throw new EndOfStreamException($"closed after: {reply}");
            reply?.Packets.Add(packet);
            if (!packet.IsProgress)
                return packet;
        }
    }
}
