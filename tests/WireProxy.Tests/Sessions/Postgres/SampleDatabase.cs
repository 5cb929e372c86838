using System.Globalization;
using System.Text;
using WireProxy.Masking.Postgres.Catalog;

namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>What a database answers to the catalog queries.</summary>
internal sealed class SampleDatabase
{
    public const uint Customers = 100;
    public const uint Plain = 200;
    public const uint View = 300;

    private readonly Dictionary<CatalogQuery, List<byte[]>> _rows = [];

    /// <summary>customers(id, name, ssn), plain(note), and a view over plain.</summary>
    public static SampleDatabase Usual()
    {
        var database = new SampleDatabase();
        database.Table(Customers, "customers", "id", "name", "ssn");
        database.Table(Plain, "plain", "note");
        database.Table(View, "v", "note");
        return database;
    }

    public SampleDatabase Table(uint oid, string name, params string[] columns)
    {
        Add(CatalogQuery.Relations, Number(oid), Hex("public"), Hex(name), Number(columns.Length));
        for (int i = 0; i < columns.Length; i++)
            Add(CatalogQuery.Columns, Number(oid), Number(i + 1), Hex(columns[i]));
        return this;
    }

    public SampleDatabase Add(CatalogQuery query, params string[] values)
    {
        if (!_rows.TryGetValue(query, out List<byte[]>? rows))
            _rows.Add(query, rows = []);
        rows.Add(Backend.Data(values));
        return this;
    }

    /// <summary>The replies to one whole reading.</summary>
    public byte[] Answer(char status = 'I')
    {
        var replies = new List<byte[]>();
        foreach (CatalogQuery query in Enum.GetValues<CatalogQuery>())
        {
            replies.AddRange([Backend.CloseComplete, Backend.CloseComplete, Backend.ParseComplete, Backend.BindComplete]);
            replies.AddRange(_rows.GetValueOrDefault(query, []));
            replies.Add(Backend.Complete("SELECT 1"));
        }
        replies.AddRange([Backend.CloseComplete, Backend.CloseComplete, Backend.Ready(status)]);
        return Frames.Join([.. replies]);
    }

    /// <summary>A name or tree as the queries ask for it.</summary>
    public static string Hex(string text) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
