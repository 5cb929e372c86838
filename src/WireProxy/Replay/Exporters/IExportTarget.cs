namespace WireProxy.Replay.Exporters;

/// <summary>Where an export goes.</summary>
internal interface IExportTarget : IAsyncDisposable
{
    /// <summary>The stream for what has this name; good until the next name.</summary>
    ValueTask<Stream> OpenAsync(string name);
}

/// <summary>Everything into one stream, which is opened when there is something to write.</summary>
internal sealed class StreamTarget(Func<Stream> open) : IExportTarget
{
    private Stream? _stream;

    public ValueTask<Stream> OpenAsync(string name) => ValueTask.FromResult(_stream ??= open());

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? default;
}

/// <summary>A file for each name.</summary>
internal sealed class FolderTarget(DirectoryInfo folder) : IExportTarget
{
    private FileStream? _file;

    public async ValueTask<Stream> OpenAsync(string name)
    {
        string path = Path.Combine(folder.FullName, name);
        if (_file?.Name == path)
            return _file;
        await DisposeAsync();
        folder.Create();
        return _file = File.Create(path);
    }

    public ValueTask DisposeAsync() => _file?.DisposeAsync() ?? default;
}
