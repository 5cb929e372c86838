namespace WireProxy.Sql.Tests.Analysis;

/// <summary>Runs what must neither need a deep stack nor take long.</summary>
internal static class SmallStack
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static T Run<T>(Func<T> work)
        where T : class
    {
        T? result = null;
        var thread = new Thread(() => result = work(), 256 * 1024) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(Patience), "it takes too long");
        return result!;
    }
}
