using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.MySql;

/// <summary>Lists commands that are no SQL by their manual's names, with what they are about.</summary>
internal static class CommandText
{
    private const string Kind = "Other";

    public static StatementText Of(CommandCode command, in CapturedPacket packet, SessionText text)
    {
        ReadOnlySpan<byte> body = packet.Payload[1..];
        string about = command switch
        {
            CommandCode.CreateDb or CommandCode.DropDb => " " + text.Read(body),
            CommandCode.FieldList when body.IndexOf((byte)0) is >= 0 and int end => " " + text.Read(body[..end]),
            CommandCode.ProcessKill when body.Length == sizeof(uint) => $" {new PayloadReader(body).ReadUInt32()}",
            _ => "",
        };
        return new StatementText(NameOf(command) + about, Kind, packet.Offset) { Form = TextForm.Words };
    }

    private static string NameOf(CommandCode command) => command switch
    {
        CommandCode.FieldList => "COM_FIELD_LIST",
        CommandCode.CreateDb => "COM_CREATE_DB",
        CommandCode.DropDb => "COM_DROP_DB",
        CommandCode.Refresh => "COM_REFRESH",
        CommandCode.Shutdown => "COM_SHUTDOWN",
        CommandCode.ProcessInfo => "COM_PROCESS_INFO",
        CommandCode.ProcessKill => "COM_PROCESS_KILL",
        CommandCode.Debug => "COM_DEBUG",
        CommandCode.BinlogDump => "COM_BINLOG_DUMP",
        CommandCode.BinlogDumpGtid => "COM_BINLOG_DUMP_GTID",
        CommandCode.TableDump => "COM_TABLE_DUMP",
        CommandCode.RegisterSlave => "COM_REGISTER_SLAVE",
        CommandCode.Clone => "COM_CLONE",
        _ => $"command 0x{(byte)command:x2}",
    };
}
