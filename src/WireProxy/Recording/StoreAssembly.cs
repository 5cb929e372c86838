using System.Reflection;
using System.Runtime.Loader;
using WireProxy.Audit.Stores;

namespace WireProxy.Recording;

/// <summary>The store that is no part of the program, because not everybody can build it: loaded from a folder beside it.</summary>
internal sealed class StoreAssembly(string folder)
{
    private const string FileName = "WireProxy.Audit.LiteDb";
    private const string Package = "LiteDB";

    /// <summary>Where the program looks.</summary>
    public static StoreAssembly BesideProgram { get; } = new(System.IO.Path.Combine(AppContext.BaseDirectory, "litedb"));

    private string Path => System.IO.Path.Combine(folder, FileName + ".dll");

    /// <summary>Why it can not be loaded, and what to do; null when it can.</summary>
    public string? FindProblem()
    {
        string build = $"build it in the source tree with 'dotnet publish -c Release src/Audit.LiteDb -o {folder}'";
        if (!File.Exists(Path))
            return $"LiteDb is no part of the program, and there is no {Path}: {build}";
        try
        {
            // It knows the audit library's inner parts, which change from version to version.
            Version? wanted = typeof(IStoreAssembly).Assembly.GetName().Version, there = AssemblyName.GetAssemblyName(Path).Version;
            return there == wanted ? null : $"{Path} is of version {there}, the program of {wanted}: {build}";
        }
        catch (BadImageFormatException)
        {
            return $"{Path} is no assembly: {build}";
        }
    }

    /// <exception cref="AuditStoreException">It can not be loaded.</exception>
    public IStoreAssembly Load()
    {
        if (FindProblem() is { } problem)
            throw new AuditStoreException(problem);
        try
        {
            Type type = new Context(folder).LoadFromAssemblyPath(System.IO.Path.GetFullPath(Path)).GetExportedTypes().First(typeof(IStoreAssembly).IsAssignableFrom);
            return (IStoreAssembly)Activator.CreateInstance(type)!;
        }
        catch (Exception failure) when (failure is IOException or BadImageFormatException or InvalidOperationException or TypeLoadException)
        {
            throw new AuditStoreException($"{Path} can not be loaded: {failure.Message}", failure);
        }
    }

    /// <summary>The package lies in the folder, too; everything else is the program's own.</summary>
    private sealed class Context(string folder) : AssemblyLoadContext(FileName)
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name == Package ? LoadFromAssemblyPath(System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, Package + ".dll"))) : null;
    }
}
