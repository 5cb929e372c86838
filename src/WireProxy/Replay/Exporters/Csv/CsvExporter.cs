namespace WireProxy.Replay.Exporters.Csv;

/// <summary>Where the results of a session go.</summary>
internal enum CsvFiles : byte
{
    /// <summary>One result to one stream.</summary>
    One,

    /// <summary>Every result to a file of its own.</summary>
    PerResult,
}

/// <summary>Result sets as CSV, as the client received them: masked values are masked.</summary>
internal sealed class CsvExporter(CsvSelection selection, CsvFiles files) : ISessionExporter
{
    public async Task ExportAsync(RecordedSession session, IExportTarget target, CancellationToken cancellationToken)
    {
        if (files == CsvFiles.One)
            await RequireOneAsync(session, cancellationToken);
        await new CsvResults(new ExportWriter("csv"), selection).RunAsync(session, target, cancellationToken);
    }

    // Rows of several results in one file could not be told apart.
    private async Task RequireOneAsync(RecordedSession session, CancellationToken cancellationToken)
    {
        var counted = new CsvResults(new ExportWriter("csv"), selection);
        await using var nothing = new StreamTarget(() => Stream.Null);
        await counted.RunAsync(session, nothing, cancellationToken);
        if (counted.Count != 1)
            throw new ExportException(counted.Count == 0
                ? "no result set is selected"
                : $"{counted.Count} result sets are selected: choose one with --statement (and --result), or write each to a file with -o FOLDER/");
    }
}
