using System.Collections.Immutable;

namespace WireProxy.Policy;

/// <summary>
/// What decides which policies a session is under. A fact that is not known (null, a default list) meets every condition:
/// an unknown user is under the policies of all users.
/// </summary>
internal readonly record struct SessionFacts(string? User, ImmutableArray<string> Groups, string? Database, string? Endpoint);
