namespace WireProxy.Configuration;

/// <summary>Finds what a new configuration changes that a running proxy can not.</summary>
internal static class RestartKeys
{
    /// <summary>The paths of the keys that need a restart.</summary>
    public static IReadOnlyList<string> Changed(ProxyOptions running, ProxyOptions loaded)
    {
        var changed = new List<string>();
        Dictionary<string, EndpointOptions> before = running.Endpoints.ToDictionary(endpoint => endpoint.Name, StringComparer.OrdinalIgnoreCase);
        foreach (EndpointOptions endpoint in loaded.Endpoints)
        {
            if (!before.Remove(endpoint.Name, out EndpointOptions? known))
                changed.Add(endpoint.Path);
            else
                AddChanged(known, endpoint, changed);
        }
        changed.AddRange(before.Values.Select(static removed => removed.Path));
        if (running.Audit != loaded.Audit)
            changed.Add($"{ProxyOptionsReader.Root}:Audit");
        if (running.Admin != loaded.Admin)
            changed.Add($"{ProxyOptionsReader.Root}:Admin");
        return changed;
    }

    private static void AddChanged(EndpointOptions before, EndpointOptions after, List<string> changed)
    {
        (string Key, object Before, object After)[] keys =
        [
            (nameof(EndpointOptions.Protocol), before.Protocol, after.Protocol),
            (nameof(EndpointOptions.Listen), before.Listen, after.Listen),
            (nameof(EndpointOptions.Upstream), before.Upstream, after.Upstream),
            (nameof(EndpointOptions.ClientTls), before.ClientTls, after.ClientTls),
            (nameof(EndpointOptions.Authentication), before.Authentication, after.Authentication),
            (nameof(EndpointOptions.AllowLocalInfile), before.AllowLocalInfile, after.AllowLocalInfile),
        ];
        changed.AddRange(keys.Where(static key => !key.Before.Equals(key.After)).Select(key => $"{after.Path}:{key.Key}"));
    }
}
