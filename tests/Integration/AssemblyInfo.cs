using System.Runtime.Versioning;

// Servers are started as another user, by Linux programs.
[assembly: SupportedOSPlatform("linux")]

[assembly: TestCollectionOrderer("WireProxy.Integration.LongestFirst", "WireProxy.Integration")]
