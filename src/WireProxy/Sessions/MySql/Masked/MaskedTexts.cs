using System.Buffers;
using System.Collections.Frozen;
using WireProxy.Masking.MySql.Catalog;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Sessions.MySql.Masked;

/// <summary>
/// Scrubs the texts of replies to statements that handle masked values (protocols reference 2.E). Of an error code and state
/// always stay; its message only if it is of a kind that names objects, never values.
/// </summary>
internal static class MaskedTexts
{
    private const ushort DuplicateEntry = 1062;
    private const ushort DuplicateEntryWithKey = 1586;

    // Errors about names, rights, counts, locks and the connection. All others may quote a value.
    private static readonly FrozenSet<ushort> NamesOnly = FrozenSet.Create<ushort>(
    [
        1007, 1008, 1022, 1040, 1041, 1044, 1045, 1046, 1047, 1048, 1049, 1050, 1051, 1052, 1053, 1054, 1055, 1056, 1057, 1058, 1059,
        1060, 1061, 1063, 1064, 1065, 1066, 1067, 1068, 1069, 1070, 1071, 1072, 1073, 1074, 1075, 1090, 1091, 1093, 1099,
        1100, 1101, 1102, 1103, 1104, 1109, 1110, 1111, 1112, 1113, 1114, 1117, 1118, 1120, 1121, 1136, 1137, 1138, 1140, 1141, 1142,
        1143, 1144, 1146, 1147, 1149, 1150, 1152, 1153, 1158, 1159, 1160, 1161, 1165, 1166, 1167, 1170, 1171, 1176, 1192, 1193, 1194,
        1195, 1196, 1197, 1203, 1205, 1206, 1207, 1208, 1210, 1213, 1214, 1215, 1216, 1217, 1221, 1222, 1223, 1227, 1228, 1229, 1230,
        1235, 1237, 1238, 1239, 1240, 1241, 1242, 1243, 1246, 1247, 1248, 1250, 1253, 1264, 1267, 1270, 1271, 1288, 1290, 1295, 1304,
        1305, 1317, 1318, 1326, 1327, 1328, 1345, 1347, 1348, 1350, 1351, 1352, 1353, 1354, 1356, 1364, 1365, 1369, 1370, 1390, 1391,
        1393, 1394, 1395, 1399, 1400, 1401, 1402, 1406, 1414, 1415, 1422, 1443, 1449, 1451, 1452, 1463, 1471, 1568, 1582, 1583, 1614,
        1615, 1637, 1792, 1907, 1927, 1969, 3024, 3065, 3819, 3948, 4025, 4031, 4166,
    ]);

    private static ReadOnlySpan<byte> Hidden => "message hidden: it may carry values of masked columns"u8;

    private static ReadOnlySpan<byte> HiddenEntry => "Duplicate entry '***' for key '"u8;

    /// <summary>Writes what the client gets in place of an error; false if it gets it as it is.</summary>
    public static bool ScrubError(ReadOnlySpan<byte> payload, TouchedRows touches, PayloadWriter scrubbed)
    {
        if (touches == TouchedRows.Clean)
            return false;
        ErrPacket error = ErrPacket.Read(payload);
        // Code can raise an error of any number with any text.
        if (touches != TouchedRows.MaskedByCode && NamesOnly.Contains(error.Code))
            return false;
        bool namesKey = touches != TouchedRows.MaskedByCode && error.Code is DuplicateEntry or DuplicateEntryWithKey;
        (error with { Message = namesKey && LastQuoted(error.Message) is { IsEmpty: false } key ? [.. HiddenEntry, .. key, (byte)'\''] : Hidden }).Write(scrubbed);
        return true;
    }

    /// <summary>Code can also set variables, which the server then reports.</summary>
    public static bool ScrubChanges(ReadOnlySpan<byte> payload, CapabilityFlags capabilities, TouchedRows touches, PayloadWriter scrubbed)
    {
        if (touches != TouchedRows.MaskedByCode || !capabilities.HasFlag(CapabilityFlags.SessionTrack) || IsEof(payload, capabilities))
            return false;
        OkPacket ok = OkPacket.Read(payload, capabilities);
        var kept = new ArrayBufferWriter<byte>();
        foreach (SessionChange change in ok.SessionChanges)
        {
            if (change.Type != SessionChangeType.SystemVariable)
                kept.Write(change.Bytes);
        }
        if (kept.WrittenCount == ok.SessionChanges.Bytes.Length)
            return false;
        (ok with { SessionChanges = SessionChanges.Read(kept.WrittenSpan) }).Write(scrubbed, capabilities);
        return true;
    }

    private static bool IsEof(ReadOnlySpan<byte> payload, CapabilityFlags capabilities) =>
        payload is [EofPacket.Header, ..] && !capabilities.HasFlag(CapabilityFlags.DeprecateEof);

    /// <summary>What stands in the last pair of quotes: the key's name follows the value.</summary>
    private static ReadOnlySpan<byte> LastQuoted(ReadOnlySpan<byte> message)
    {
        int end = message.LastIndexOf((byte)'\'');
        int start = end < 0 ? -1 : message[..end].LastIndexOf((byte)'\'');
        return start < 0 ? default : message[(start + 1)..end];
    }
}
