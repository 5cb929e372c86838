namespace WireProxy.Masking;

/// <summary>A result can not be masked, so the session must end before a byte of it leaves.</summary>
internal sealed class MaskingException(string message) : Exception(message);
