using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace WireProxy.Hosting;

/// <summary>The program's log: one line per event on standard error, so that standard output stays machine-readable.</summary>
internal static class ProxyLogging
{
    public static ILoggerFactory Create() => LoggerFactory.Create(static builder =>
    {
        builder.SetMinimumLevel(LogLevel.Information).AddSimpleConsole(static console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.UseUtcTimestamp = true;
        });
        builder.Services.Configure<ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    });
}
