namespace WireProxy.Configuration.Validators;

/// <summary>There is something to serve, and it is something that this version can serve.</summary>
internal static class EndpointsValidator
{
    public static void Validate(ProxyOptions options, ReadingLog log)
    {
        if (options.Endpoints.IsEmpty)
            log.Wrong($"{ProxyOptionsReader.Root}:Endpoints", "at least one endpoint is needed");
        foreach (EndpointOptions endpoint in options.Endpoints)
        {
            if (endpoint.Authentication == EndpointAuthentication.Proxy)
                log.Wrong($"{endpoint.Path}:Authentication", "Proxy is not supported yet");
            if (endpoint.AllowLocalInfile && endpoint.Protocol != EndpointProtocol.MySql)
                log.Wrong($"{endpoint.Path}:AllowLocalInfile", "means nothing to a Postgres endpoint");
        }
    }
}
