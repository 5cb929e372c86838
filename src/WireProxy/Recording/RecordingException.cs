namespace WireProxy.Recording;

/// <summary>A record could not be written, so what it describes must not happen.</summary>
internal sealed class RecordingException(string message, Exception inner) : Exception(message, inner);
