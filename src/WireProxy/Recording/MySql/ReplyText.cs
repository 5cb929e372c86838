using System.Globalization;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Sql.Analysis;

namespace WireProxy.Recording.MySql;

/// <summary>Ends of results in words, much as the stock clients put them.</summary>
internal static class ReplyText
{
    public static string Of(in OkPacket ok) => string.Create(CultureInfo.InvariantCulture,
        $"OK, {Count((long)ok.AffectedRows, "row")} affected{(ok.Warnings > 0 ? ", " + Count(ok.Warnings, "warning") : "")}");

    public static string OfRows(long rows, ServerStatus status) =>
        Count(rows, "row") + (status.HasFlag(ServerStatus.CursorExists) && !status.HasFlag(ServerStatus.LastRowSent) ? " fetched, more to come" : "");

    /// <summary>Whether a statement of this kind tells how many rows it changed, even when none.</summary>
    public static bool CountsRows(string? kind) => kind is nameof(StatementKind.Insert) or nameof(StatementKind.Update) or nameof(StatementKind.Delete)
        or nameof(StatementKind.CopyFile) or nameof(StatementKind.CopyIn);

    private static string Count(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
