namespace WireProxy.Integration.Wire.MySql;

/// <summary>One result: rows below their columns, or an OK.</summary>
internal sealed record ResultSet(IReadOnlyList<ColumnInfo> Columns)
{
    public List<string?[]> Rows { get; } = [];

    /// <summary>The rows as they came.</summary>
    public List<byte[]> RawRows { get; } = [];

    public ulong Affected { get; init; }

    public int Status { get; set; }

    /// <summary>The rest of an OK: its text, and changes of the session.</summary>
    public byte[] Information { get; init; } = [];

    public override string ToString() => Columns.Count == 0
        ? $"OK:{Affected}"
        : string.Join(' ', [
            $"C:{string.Join(',', Columns.Select(column => column.Name))}",
            .. Rows.Select(row => $"R:{string.Join('|', row.Select(value => value ?? "NULL"))}"), "EOF"]);
}

/// <summary>The answer to one command: results, and perhaps the error that ended them or the file that the server asks for.</summary>
internal sealed class Reply
{
    public List<WirePacket> Packets { get; } = [];

    public List<ResultSet> Results { get; } = [];

    public WireError? Error { get; set; }

    /// <summary>The name in a LOCAL INFILE request.</summary>
    public string? FileName { get; set; }

    /// <summary>The server's status after the last result.</summary>
    public int Status => Results[^1].Status;

    /// <summary>Every byte as text: for what must not be among them.</summary>
    public string AllText => System.Text.Encoding.Latin1.GetString([.. Packets.SelectMany(packet => packet.Payload)]);

    /// <summary>The short notation of the tests: <c>C:id,name R:1|Ada EOF</c>, <c>OK:1</c>, <c>E:1142</c>, <c>FILE:name</c>.</summary>
    public override string ToString() => string.Join(' ', [
        .. Results, .. Error is null ? Array.Empty<object>() : [Error], .. FileName is null ? Array.Empty<object>() : [$"FILE:{FileName}"]]);
}

/// <summary>The answer to a Prepare.</summary>
internal sealed record Prepared(uint Id, IReadOnlyList<ColumnInfo> Parameters, IReadOnlyList<ColumnInfo> Columns, WireError? Error);

/// <summary>The status flags that the tests look at.</summary>
internal static class ServerStatus
{
    public const int InTransaction = 1;
    public const int MoreResults = 8;
    public const int CursorExists = 0x40;
    public const int LastRowSent = 0x80;
    public const int OutParameters = 0x1000;
    public const int SessionStateChanged = 0x4000;
}
