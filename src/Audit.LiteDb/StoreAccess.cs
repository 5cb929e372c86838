namespace WireProxy.Audit.LiteDb;

/// <summary>How a process has the store's file.</summary>
internal enum StoreAccess
{
    /// <summary>For itself alone.</summary>
    Write,

    /// <summary>With others who read, until it is let go.</summary>
    Read,

    /// <summary>As <see cref="Read"/>, at each use anew: between two the same program may write what it shows.</summary>
    ReadInTurns,
}
