using WireProxy.Audit.Tests.Intake;

// Not run by the test runner: tests start this assembly as a program of its own, to kill it or to see how much memory it takes.
return args is [LargeResultProgram.Verb, string folder, string megabytes]
    ? await LargeResultProgram.RunAsync(folder, megabytes)
    : await KilledProgram.RunAsync(args);
