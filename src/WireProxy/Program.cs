using WireProxy.Cli;
using WireProxy.Hosting;

// Before anything touches a socket: the runtime reads it once, with the first one.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

return await CommandLine.RunAsync(
    RootCommandFactory.Create(serve: (source, options, stopping) => new ProxyHost(source, options, Console.Out, Console.Error).RunAsync(stopping)), args);
