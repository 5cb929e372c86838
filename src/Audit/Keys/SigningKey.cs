using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using WireProxy.Audit.Ledger;

namespace WireProxy.Audit.Keys;

/// <summary>
/// The key that signs heads now. From a file it steps: a new key takes its place and it is erased, so that the file of
/// today signs nothing of yesterday. From a variable it can not.
/// </summary>
public sealed class SigningKey : IDisposable
{
    private readonly string? _file;
    private ECDsa _current;
    private ECDsa? _next;

    private SigningKey(string? file, SigningKeyFile content)
    {
        _file = file;
        Epoch = content.Epoch;
        _current = Import(content.Key);
        _next = content.Next is { } next ? Import(next) : null;
        PublicKey = PublicKeys.Point(_current);
    }

    /// <summary>Steps since it was created.</summary>
    public long Epoch { get; private set; }

    /// <summary>The public half of the current key. At epoch 0 it is what auditors are given.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; private set; }

    /// <summary>The key that a step which was not completed would have made current; empty without one.</summary>
    public ReadOnlyMemory<byte> NextKey => _next is null ? default : PublicKeys.Point(_next);

    public bool CanStep => _file is not null;

    /// <summary>Writes a new key file; returns the public key.</summary>
    /// <exception cref="IOException">The file is there already, or can not be written.</exception>
    public static byte[] Create(string file)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        SecretFile.Create(file, Text(new SigningKeyFile(0, Export(key))));
        return PublicKeys.Point(key);
    }

    /// <exception cref="AuditKeyException">It can not be read, or holds no signing key.</exception>
    public static SigningKey Load(string file)
    {
        try
        {
            return new SigningKey(IsWritable(file) ? file : null, Parse(File.ReadAllText(file)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AuditKeyException($"the signing key {file} can not be used: {error.Message}", error);
        }
    }

    /// <summary>A key from elsewhere than a file.</summary>
    /// <exception cref="AuditKeyException">The text is no signing key.</exception>
    public static SigningKey FromText(string text) => new(file: null, Parse(text));

    public byte[] Sign(ReadOnlySpan<byte> bytes) => _current.SignData(bytes, HashAlgorithmName.SHA384);

    /// <summary>First half of a step: the next key, on disk before anything names it.</summary>
    public ReadOnlyMemory<byte> BeginStep()
    {
        if (_next is null)
        {
            _next = ECDsa.Create(ECCurve.NamedCurves.nistP384);
            Save(new SigningKeyFile(Epoch, Export(_current), Export(_next)));
        }
        return NextKey;
    }

    /// <summary>Second half, once the head that names the next key is in the store: erases the current one.</summary>
    public void CompleteStep()
    {
        ECDsa next = _next ?? throw new InvalidOperationException("no step was begun");
        Save(new SigningKeyFile(Epoch + 1, Export(next)));
        _current.Dispose();
        (_current, _next) = (next, null);
        Epoch++;
        PublicKey = PublicKeys.Point(_current);
    }

    /// <summary>Drops a next key that nothing names.</summary>
    public void AbandonStep()
    {
        if (_next is null)
            return;
        Save(new SigningKeyFile(Epoch, Export(_current)));
        _next.Dispose();
        _next = null;
    }

    public void Dispose()
    {
        _current.Dispose();
        _next?.Dispose();
    }

    private void Save(SigningKeyFile content) =>
        SecretFile.Replace(_file ?? throw new InvalidOperationException("a key that is not in a file can not step"), Text(content));

    /// <summary>The key in this file can step: a step writes a new file beside the old one, and zeroes that.</summary>
    public static bool IsWritable(string file)
    {
        try
        {
            using FileStream opened = File.Open(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            string beside = file + ".new";
            File.Create(beside).Dispose();
            File.Delete(beside);
            return true;
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    private static SigningKeyFile Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, SigningKeyJson.Default.SigningKeyFile) ?? throw new AuditKeyException("the signing key is empty");
        }
        catch (JsonException error)
        {
            // Without the parser's message, which may quote what it read.
            throw new AuditKeyException("it is not a signing key as `wireproxy keys create` writes it", error);
        }
    }

    private static string Text(SigningKeyFile content) => JsonSerializer.Serialize(content, SigningKeyJson.Default.SigningKeyFile);

    private static string Export(ECDsa key) => Convert.ToBase64String(key.ExportPkcs8PrivateKey());

    private static ECDsa Import(string key)
    {
        ECDsa imported = ECDsa.Create();
        try
        {
            imported.ImportPkcs8PrivateKey(Convert.FromBase64String(key), out _);
            if (PublicKeys.Point(imported).Length == SignedHead.PublicKeySize)
                return imported;
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            // Said below, without details of a secret.
        }
        imported.Dispose();
        throw new AuditKeyException("the signing key is not a P-384 key");
    }
}

/// <summary>The signing key's file.</summary>
/// <param name="Epoch">Steps so far.</param>
/// <param name="Key">PKCS #8, base64.</param>
/// <param name="Next">The key of a step that was begun.</param>
internal sealed record SigningKeyFile(long Epoch, string Key, string? Next = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SigningKeyFile))]
internal sealed partial class SigningKeyJson : JsonSerializerContext;
