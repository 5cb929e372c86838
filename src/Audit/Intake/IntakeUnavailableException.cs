namespace WireProxy.Audit.Intake;

/// <summary>A record could not be taken. The session it belongs to must end: nothing flows unrecorded.</summary>
public sealed class IntakeUnavailableException(string message, Exception? inner = null) : IOException(message, inner);
