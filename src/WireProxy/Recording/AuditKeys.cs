using System.Security;
using WireProxy.Audit.Keys;
using WireProxy.Configuration;

namespace WireProxy.Recording;

/// <summary>Reads the keys that the configuration names.</summary>
internal static class AuditKeys
{
    /// <summary>Null when none is named.</summary>
    /// <exception cref="AuditKeyException">It can not be read, or is no key ring.</exception>
    public static KeyRing? LoadRing(AuditKeyOptions key)
    {
        if (!key.IsConfigured)
            return null;
        string text = Read(key);
        try
        {
            return KeyRing.Parse(text);
        }
        catch (AuditKeyException wrong)
        {
            throw new AuditKeyException($"'{key.KeyFile ?? key.KeyVariable}': {wrong.Message}", wrong);
        }
    }

    /// <inheritdoc cref="LoadRing"/>
    public static SigningKey? LoadSigning(AuditKeyOptions key)
    {
        if (!key.IsConfigured)
            return null;
        return key.KeyFile is { } file ? SigningKey.Load(file) : SigningKey.FromText(Read(key));
    }

    private static string Read(AuditKeyOptions key)
    {
        if (key.KeyFile is null)
            return Environment.GetEnvironmentVariable(key.KeyVariable!) ?? throw new AuditKeyException($"the variable {key.KeyVariable} is not set");
        try
        {
            return File.ReadAllText(key.KeyFile);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or SecurityException or ArgumentException)
        {
            throw new AuditKeyException(unreadable.Message, unreadable);
        }
    }
}
