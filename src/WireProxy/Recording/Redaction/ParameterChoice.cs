using System.Collections.Immutable;

namespace WireProxy.Recording.Redaction;

/// <summary>Some parameters of a statement, by their numbers from 1.</summary>
internal sealed class ParameterChoice
{
    private readonly ImmutableArray<int> _numbers;

    private ParameterChoice(ImmutableArray<int> numbers) => _numbers = numbers;

    public static ParameterChoice None { get; } = new([]);

    public static ParameterChoice All { get; } = new(default);

    public bool IsNone => !_numbers.IsDefault && _numbers.IsEmpty;

    public static ParameterChoice Of(IEnumerable<int> numbers) => numbers.ToImmutableArray() is { IsEmpty: false } chosen ? new(chosen) : None;

    public bool Contains(int number) => _numbers.IsDefault || _numbers.Contains(number);

    public ParameterChoice Union(ParameterChoice other) =>
        IsNone ? other
        : other.IsNone ? this
        : _numbers.IsDefault || other._numbers.IsDefault ? All
        : new ParameterChoice([.. _numbers.Union(other._numbers)]);
}
