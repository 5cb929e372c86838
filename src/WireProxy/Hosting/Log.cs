using Microsoft.Extensions.Logging;

namespace WireProxy.Hosting;

/// <summary>Events of the program itself.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "configuration {File} reloaded ({Cause}): {Policies} policies in force")]
    public static partial void ConfigurationReloaded(ILogger logger, string file, ReloadCause cause, int policies);

    [LoggerMessage(2002, LogLevel.Error, "configuration {File} not reloaded ({Cause}), the old one stays in force: {Errors}")]
    public static partial void ConfigurationRefused(ILogger logger, string file, ReloadCause cause, string errors);

    [LoggerMessage(2003, LogLevel.Warning, "changed, but not in force until a restart: {Keys}")]
    public static partial void RestartNeeded(ILogger logger, string keys);
}
