using System.Reflection;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Running;
using WireProxy.Benchmarks;

if (args is ["recording", .. string[] sizes])
{
    await RecordingCost.RunAsync(sizes);
    return;
}

if (args is ["sessions", string folder, string count])
{
    await RecordedSessions.RunAsync(folder, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
    return;
}

IConfig config = DefaultConfig.Instance.AddDiagnoser(MemoryDiagnoser.Default).AddColumn(new ThroughputColumn());

// Short runs unless the command line names a job: all of them then take minutes, not an hour. In this process, because
// the generated project of a separate one would have to restore under this repository's central package versions.
string[] job = args.Contains("--job") ? [] : ["--job", "short"];
BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run([.. args, .. job, "--inProcess"], config);
