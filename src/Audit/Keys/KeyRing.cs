using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Keys;

/// <summary>The master keys: the last one wraps the keys of new sessions, all of them open old ones.</summary>
public sealed class KeyRing
{
    private readonly Dictionary<KeyId, byte[]> _keys = [];

    private KeyRing(IReadOnlyList<MasterKey> keys)
    {
        if (keys.Count == 0)
            throw new AuditKeyException("there is no key in it");
        foreach (MasterKey key in keys)
        {
            byte[] bytes = Decode(key.Key);
            KeyId id = KeyId.Of(bytes);
            if (key.Id != id.ToString())
                throw new AuditKeyException($"the key named {key.Id} is not that key");
            if (!_keys.TryAdd(id, bytes))
                throw new AuditKeyException($"the key {key.Id} is in it twice");
            Current = id;
        }
        Keys = keys;
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<MasterKey> Keys { get; }

    public KeyId Current { get; }

    /// <summary>A ring with one new key.</summary>
    public static KeyRing Create(DateTimeOffset now) => new([NewKey(now)]);

    /// <summary>This ring with one more key, which is the current one.</summary>
    public KeyRing Rotate(DateTimeOffset now) => new([.. Keys, NewKey(now)]);

    /// <summary>Reads the JSON text of a key file or variable.</summary>
    /// <exception cref="AuditKeyException">It is none.</exception>
    public static KeyRing Parse(string json)
    {
        try
        {
            return new KeyRing((JsonSerializer.Deserialize(json, KeyRingJson.Default.KeyRingFile)
                ?? throw new AuditKeyException("it is empty")).Keys);
        }
        catch (JsonException error)
        {
            // Without the parser's message, which may quote what it read.
            throw new AuditKeyException("it is not a key ring as `wireproxy keys create` writes it", error);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(new KeyRingFile(Keys), KeyRingJson.Default.KeyRingFile);

    /// <summary>A new key for a session, and the wrapped copy for the store.</summary>
    internal (SessionKey Key, byte[] Wrapped) CreateSessionKey(SessionId session)
    {
        Span<byte> key = stackalloc byte[WrappedKey.KeySize];
        RandomNumberGenerator.Fill(key);
        byte[] wrapped = WrappedKey.Wrap(session, Current, _keys[Current], key);
        var created = new SessionKey(Current, key, Digest.Of(wrapped));
        CryptographicOperations.ZeroMemory(key);
        return (created, wrapped);
    }

    /// <exception cref="AuditKeyException">Its master key is not in the ring, or it was damaged.</exception>
    internal SessionKey Unwrap(ReadOnlySpan<byte> wrapped)
    {
        if (!WrappedKey.IsOne(wrapped))
            throw new AuditKeyException("the session's key is damaged");
        KeyId id = WrappedKey.MasterKey(wrapped);
        if (!_keys.TryGetValue(id, out byte[]? master))
            throw new AuditKeyException($"the session is encrypted under key {id}, which is not in the key file");
        Span<byte> key = stackalloc byte[WrappedKey.KeySize];
        if (!WrappedKey.TryUnwrap(wrapped, master, key))
            throw new AuditKeyException("the session's key is damaged");
        var opened = new SessionKey(id, key, Digest.Of(wrapped));
        CryptographicOperations.ZeroMemory(key);
        return opened;
    }

    private static MasterKey NewKey(DateTimeOffset now)
    {
        byte[] key = RandomNumberGenerator.GetBytes(WrappedKey.KeySize);
        return new MasterKey(KeyId.Of(key).ToString(), now, Convert.ToBase64String(key));
    }

    private static byte[] Decode(string key)
    {
        byte[] bytes = new byte[WrappedKey.KeySize];
        return Convert.TryFromBase64String(key, bytes, out int length) && length == bytes.Length
            ? bytes
            : throw new AuditKeyException($"a key is base64 of {WrappedKey.KeySize} bytes");
    }
}

/// <summary>One master key as it stands in the file.</summary>
public sealed record MasterKey(string Id, DateTimeOffset Created, string Key)
{
    // Nothing that prints it may print the key.
    public override string ToString() => Id;
}

internal sealed record KeyRingFile(IReadOnlyList<MasterKey> Keys);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KeyRingFile))]
internal sealed partial class KeyRingJson : JsonSerializerContext;
