using WireProxy.Cli;

// Before anything touches a socket: the runtime reads it once, with the first one (docs/adr: data path).
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

return await CommandLine.RunAsync(RootCommandFactory.Create(serve: async (_, _) =>
{
    await Console.Error.WriteLineAsync("this build can not serve endpoints");
    return ExitCode.Failed;
}), args);
