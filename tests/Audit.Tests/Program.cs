using WireProxy.Audit.Tests.Intake;

// Not run by the test runner: the kill tests start this assembly as a program of its own and kill it.
return await KilledProgram.RunAsync(args);
