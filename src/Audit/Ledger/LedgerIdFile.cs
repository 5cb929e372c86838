namespace WireProxy.Audit.Ledger;

/// <summary>Which ledger this folder's proxy writes: in a store for many, nothing else says which one is its own.</summary>
internal static class LedgerIdFile
{
    private const string Name = "ledger-id";

    /// <param name="folder">The audit folder.</param>
    /// <param name="owner">The ledger that the store holds, where it holds one.</param>
    public static LedgerId Resolve(string folder, LedgerId? owner)
    {
        LedgerId? written = Find(folder);
        LedgerId id = owner ?? written ?? LedgerId.Create();
        if (written != id)
            File.WriteAllText(Path.Combine(folder, Name), id + "\n");
        return id;
    }

    /// <summary>What the file says; null when there is none.</summary>
    public static LedgerId? Find(string folder)
    {
        string path = Path.Combine(folder, Name);
        return File.Exists(path) && LedgerId.TryParse(File.ReadAllText(path).Trim(), out LedgerId read) ? read : null;
    }
}
