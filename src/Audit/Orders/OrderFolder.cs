using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WireProxy.Audit.Intake;

namespace WireProxy.Audit.Orders;

/// <summary>
/// Where orders wait for the process that writes the store: a file each, whole or not at all, and a file for the answer.
/// </summary>
public sealed class OrderFolder(string auditFolder)
{
    private const string OrderExtension = ".order";
    private const string AnswerExtension = ".answer";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _path = Path.Combine(auditFolder, "orders");

    /// <summary>A process writes the store now, and will see orders.</summary>
    public bool IsServed => IntakeFolder.IsHeld(Path.Combine(auditFolder, AuditLogOptions.IntakeName));

    /// <summary>Leaves an order; returns what it is known by.</summary>
    /// <exception cref="IOException">The folder can not be written.</exception>
    public string Submit(AuditOrder order)
    {
        try
        {
            Directory.CreateDirectory(_path, OwnerOnly);
            string id = Guid.CreateVersion7().ToString("N");
            Write(id + OrderExtension, order, OrderJson.Default.AuditOrder);
            return id;
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException(refused.Message, refused);
        }
    }

    /// <summary>The answer to an order, which is taken away; null while there is none.</summary>
    public OrderAnswer? TakeAnswer(string id)
    {
        string path = Path.Combine(_path, id + AnswerExtension);
        if (!File.Exists(path))
            return null;
        OrderAnswer? answer = JsonSerializer.Deserialize(File.ReadAllText(path), OrderJson.Default.OrderAnswer);
        File.Delete(path);
        return answer;
    }

    /// <summary>Takes an order back that nobody has answered.</summary>
    public void Withdraw(string id) => File.Delete(Path.Combine(_path, id + OrderExtension));

    /// <summary>The orders that wait, oldest first. One that can not be read is null.</summary>
    internal IEnumerable<(string Id, AuditOrder? Order)> Pending()
    {
        if (!Directory.Exists(_path))
            yield break;
        foreach (string path in Directory.GetFiles(_path, "*" + OrderExtension).Order(StringComparer.Ordinal))
            yield return (Path.GetFileNameWithoutExtension(path), Read(path));
    }

    internal void Answer(string id, OrderAnswer answer)
    {
        Write(id + AnswerExtension, answer, OrderJson.Default.OrderAnswer);
        File.Delete(Path.Combine(_path, id + OrderExtension));
    }

    private static AuditOrder? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), OrderJson.Default.AuditOrder);
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Write<T>(string name, T content, JsonTypeInfo<T> type)
    {
        string path = Path.Combine(_path, name);
        string unfinished = path + ".new";
        File.WriteAllText(unfinished, JsonSerializer.Serialize(content, type));
        File.Move(unfinished, path, overwrite: true);
    }
}
