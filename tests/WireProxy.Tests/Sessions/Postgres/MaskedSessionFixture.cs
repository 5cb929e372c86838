namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>A session under a mask on customers.ssn, its catalog read, and what its statements come to.</summary>
public abstract class MaskedSessionFixture : IDisposable
{
    internal const string Policies = """{ "Name": "p", "Masks": [ { "Column": "public.customers.ssn", "With": "Full" } ], "Unparsed": "Allow" }""";

    internal const string Ssn = "123-45-6789";
    internal const string Hidden = "****";

    internal const string Clean = "select upper(note) from plain";
    internal const string Dirty = "select upper(ssn) from customers";

    private protected MaskedSessionFixture() => Session = Open();

    private protected SampleDatabase Database { get; } = SampleDatabase.Usual();

    private protected RelayedSession Session { get; }

    /// <summary>A result column that the server computed.</summary>
    private protected static byte[] Computed { get; } = Backend.Row(("x", 0, 0));

    private protected static byte[] NameColumn { get; } = Backend.Row(("name", SampleDatabase.Customers, 2));

    private protected static byte[] SsnColumn { get; } = Backend.Row(("ssn", SampleDatabase.Customers, 3));

    public void Dispose()
    {
        Session.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static RelayedSession Open() => RelayedSession.Masked(Policies);

    /// <summary>Runs a statement of one row; gives the row's value as the client sees it.</summary>
    private protected string Query(string text, byte[] row, string value = Ssn, string tag = "SELECT 1", char status = 'I')
    {
        Session.Client(Database, Frontend.Query(text));
        return Value(Session.Server(row, Backend.Data(value), Backend.Complete(tag), Backend.Ready(status)));
    }

    /// <summary>Runs a statement without a result.</summary>
    private protected void Run(string text, string tag, char status = 'I')
    {
        Session.Client(Database, Frontend.Query(text));
        Session.Server(Backend.Complete(tag), Backend.Ready(status));
    }

    private protected void Prepare(string name, string text, char status = 'I')
    {
        Session.Client(Database, Frontend.Parse(name, text), Frontend.Sync);
        Session.Server(Backend.ParseComplete, Backend.Ready(status));
    }

    /// <summary>Binds and executes a prepared statement; the proxy describes its portal.</summary>
    private protected string Execute(string statement, byte[] row, string value = Ssn, string portal = "", char status = 'I')
    {
        Assert.Equal("BDES", Frames.Codes(Session.Client(
            Database, Frontend.Bind(portal, statement), Frontend.Execute(portal), Frontend.Sync)));
        return Value(Session.Server(
            Backend.BindComplete, row, Backend.Data(value), Backend.Complete("SELECT 1"), Backend.Ready(status)));
    }

    /// <summary>Executes a portal that is bound already.</summary>
    private protected string ExecutePortal(string portal, byte[] row, string value = Ssn, char status = 'T')
    {
        Assert.Equal("DES", Frames.Codes(Session.Client(Database, Frontend.Execute(portal), Frontend.Sync)));
        return Value(Session.Server(row, Backend.Data(value), Backend.Complete("SELECT 1"), Backend.Ready(status)));
    }

    /// <summary>The one value of the one row in a stream.</summary>
    private protected static string Value(byte[] stream)
    {
        byte[] row = Assert.Single(Frames.Split(stream), static frame => frame[0] == (byte)'D');
        return Frames.Text(row[11..]);
    }
}
