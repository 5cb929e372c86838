namespace WireProxy.Configuration.Validators;

/// <summary>Checks one concern over the options as a whole.</summary>
internal delegate void OptionsValidator(ProxyOptions options, ReadingLog log);

/// <summary>Every check, in the order in which its errors are shown.</summary>
internal static class OptionsValidators
{
    public static IReadOnlyList<OptionsValidator> All { get; } =
    [
        EndpointsValidator.Validate,
        ListenAddressValidator.Validate,
        ClientTlsValidator.Validate,
        PolicyNameValidator.Validate,
        PolicyMatchValidator.Validate,
        RuleValidator.Validate,
        MaskValidator.Validate,
        AuditStoreValidator.Validate,
        AuditKeyValidator.Validate,
    ];
}
