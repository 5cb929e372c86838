namespace WireProxy.Replay.Exporters;

/// <summary>Writes a recorded session in a form that other programs read.</summary>
internal interface ISessionExporter
{
    /// <exception cref="ExportException">The session can not be written in this form.</exception>
    Task ExportAsync(RecordedSession session, IExportTarget target, CancellationToken cancellationToken);
}

/// <summary>Why a session can not be written in a form, and what to do.</summary>
internal sealed class ExportException(string message) : Exception(message);
