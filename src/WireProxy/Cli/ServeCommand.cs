using System.CommandLine;
using System.Runtime.InteropServices;

namespace WireProxy.Cli;

/// <summary><c>serve</c>: runs the endpoints until SIGTERM or Ctrl-C.</summary>
internal static class ServeCommand
{
    public static Command Create(CommandConfiguration configuration, ServeEntry serve)
    {
        var command = new Command("serve", "Run the endpoints. SIGTERM or Ctrl-C ends sessions in order and exits; a second one exits at once. SIGHUP, or a change of the file, puts new policies and limits into force.");
        command.SetAction((parsed, cancellation) => configuration.RunAsync(parsed, async (source, options) =>
        {
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using PosixSignalRegistration terminate = OnFirst(PosixSignal.SIGTERM, stopping);
            using PosixSignalRegistration interrupt = OnFirst(PosixSignal.SIGINT, stopping);
            return await serve(source, options, stopping.Token);
        }));
        return command;
    }

    // The second signal keeps its usual effect: whoever repeats it does not want to wait.
    private static PosixSignalRegistration OnFirst(PosixSignal signal, CancellationTokenSource stopping) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = !stopping.IsCancellationRequested;
            stopping.Cancel();
        });
}
