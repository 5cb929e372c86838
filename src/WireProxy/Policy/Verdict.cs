namespace WireProxy.Policy;

/// <summary>What policy says of a statement, and by which rule.</summary>
/// <param name="Kind">The outcome.</param>
/// <param name="Policy">The policy that decided, null when none had a say.</param>
/// <param name="Rule">Its rule, counted from 1; null when no rule decided (default allow, <c>Unparsed</c>).</param>
/// <param name="Message">Why, in the policy author's words or ours.</param>
public sealed record Verdict(VerdictKind Kind, string? Policy = null, int? Rule = null, string? Message = null)
{
    /// <summary>
    /// Where the server's grammar would end, if nothing is known of the statement but that no statement begins so: the client gets the
    /// server's class of error instead of the refusal's.
    /// </summary>
    public string? SyntaxErrorAt { get; init; }

    public static Verdict Allow { get; } = new(VerdictKind.Allow);
}

/// <summary>The outcomes of judging a statement.</summary>
public enum VerdictKind : byte
{
    Allow,
    Deny,
}
