using System.Text;
using WireProxy.Masking.Postgres;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sessions.Postgres;

/// <summary>The statement that a text's only statement prepares or executes by name.</summary>
internal sealed record PreparedReference(string Name, PreparedUse Use)
{
    // Longer names, and names that depend on the client's encoding, can be other names to the server.
    private const int LongestUncut = 62;

    /// <summary>Null unless the text is one PREPARE or EXECUTE, read completely, whose parameters carry nothing from elsewhere.</summary>
    public static PreparedReference? Of(StatementBatch batch)
    {
        if (batch.Statements is not [{ Prepared: { Name: { Length: <= LongestUncut } name }, Coverage.IsComplete: true } statement] || !Ascii.IsValid(name))
            return null;
        return statement.Kind switch
        {
            StatementKind.Prepare => new PreparedReference(name, PreparedUse.Prepares),
            StatementKind.Execute when statement.Relations.IsEmpty && ExposureProof.CallsOnlyHarmless(statement) =>
                new PreparedReference(name, PreparedUse.Executes),
            _ => null,
        };
    }
}

/// <summary>What a statement does with the prepared one.</summary>
internal enum PreparedUse : byte
{
    Prepares,
    Executes,
}
