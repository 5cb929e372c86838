using System.Buffers;
using System.Text;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Sessions.Postgres;

namespace WireProxy.Tests.Sessions.Postgres;

public sealed class ErrorScrubberTests
{
    private const string Value = "123-45-6789";
    private const string HiddenMessage = "Mmessage hidden: it may carry values of masked columns";

    [Theory]
    [InlineData("22P02")]
    [InlineData("22003")]
    [InlineData("23505")]
    [InlineData("23514")]
    [InlineData("P0001")]
    [InlineData("XX000")]
    [InlineData("00000")]
    [InlineData("01000")]
    [InlineData("42704")]
    [InlineData("55000")]
    public void Messages_that_may_quote_values_are_hidden(string state) => Assert.Equal(
        ["SERROR", "VERROR", "C" + state, HiddenMessage, "Fint.c", "L1", "Rf"],
        Scrub("SERROR", "VERROR", "C" + state, "M" + Value, "Fint.c", "L1", "Rf"));

    [Theory]
    [InlineData("C57014", "Mcanceling statement due to user request")]
    [InlineData("C40001", "Mcould not serialize access")]
    [InlineData("C25P02", "Mcurrent transaction is aborted")]
    [InlineData("C42501", "Mpermission denied for table t")]
    [InlineData("C42703", "Mcolumn \"x\" does not exist", "P8")]
    [InlineData("C42P01", "Mrelation \"t\" does not exist", "P15")]
    public void Messages_that_only_name_objects_pass(params string[] fields)
    {
        Assert.Equal(fields, Scrub(fields));
        Assert.False(ErrorScrubber.MustScrub(ErrorResponse.Read(Backend.Error(fields).AsSpan(FrameHeader.Size))));
    }

    [Fact]
    public void Fields_that_quote_values_are_left_out() => Assert.Equal(
        ["SERROR", "C40001", "Mtext", "sschema", "ttable", "P1", "Ff.c"],
        Scrub("SERROR", "C40001", "Mtext", "D" + Value, "H" + Value, "c" + Value, "n" + Value, "d" + Value, "p7", "sschema", "ttable", "P1", "Ff.c"));

    /// <summary>RAISE fills any field under any SQLSTATE; code shows by its file, its context or its query.</summary>
    [Theory]
    [InlineData("Fpl_exec.c")]
    [InlineData("Fplperl.c")]
    [InlineData("WPL/pgSQL function f() line 1 at RAISE")]
    [InlineData("qselect 1")]
    public void What_code_raised_keeps_nothing_but_its_SQLSTATE(string sign)
    {
        string[] seen = Scrub("SERROR", "VERROR", "C42501", "M" + Value, "s" + Value, "t" + Value, "P1", sign);
        Assert.DoesNotContain(Value, string.Join('|', seen), StringComparison.Ordinal);
        Assert.Contains("C42501", seen);
        Assert.Contains(HiddenMessage, seen);
    }

    [Theory]
    [InlineData("VFATAL", true)]
    [InlineData("VPANIC", true)]
    [InlineData("VERROR", false)]
    [InlineData("SFATAL", false)]
    public void Some_errors_end_the_session(string severity, bool ends) =>
        Assert.Equal(ends, ErrorScrubber.EndsSession(Backend.Error(severity).AsSpan(FrameHeader.Size)));

    [Theory]
    [InlineData("C23505", true)]
    [InlineData("C25P01", false)]
    [InlineData("WSQL function f", true)]
    public void Some_errors_may_be_about_an_earlier_statement(string field, bool may) =>
        Assert.Equal(may, ErrorScrubber.MayBeDeferred(ErrorResponse.Read(Backend.Error(field).AsSpan(FrameHeader.Size))));

    [Fact]
    public void Values_never_survive_and_the_SQLSTATE_always_does()
    {
        var random = new Random(20240229);
        for (int round = 0; round < 50_000; round++)
        {
            string state = RandomState(random);
            // Everything that code can fill.
            List<string> fields = ["SERROR", "VERROR", "C" + state, "M" + Value, random.Next(2) == 0 ? "Fpl_exec.c" : "Fx.c\0W" + Value];
            fields = [.. fields.SelectMany(field => field.Split('\0'))];
            foreach (char code in "DHWqcndst")
            {
                if (random.Next(2) == 0)
                    fields.Add(code + Value);
            }
            string[] seen = Scrub([.. fields]);
            Assert.DoesNotContain(seen, field => field.Contains(Value, StringComparison.Ordinal));
            Assert.Contains("C" + state, seen);
        }
    }

    private static string RandomState(Random random) =>
        string.Create(5, random, static (state, random) =>
        {
            ReadOnlySpan<string> classes = ["08", "22", "23", "25", "40", "42", "53", "57", "P0", "XX"];
            classes[random.Next(classes.Length)].CopyTo(state);
            for (int i = 2; i < 5; i++)
                state[i] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[random.Next(36)];
        });

    private static string[] Scrub(params string[] fields)
    {
        byte[] body = Backend.Error(fields)[FrameHeader.Size..];
        var output = new ArrayBufferWriter<byte>();
        ErrorScrubber.Write((byte)'E', ErrorResponse.Read(body), new MessageWriter(), output);
        byte[] frame = output.WrittenSpan.ToArray();
        Assert.Equal(frame.Length, FrameHeader.Read(frame).TotalLength);
        var seen = new List<string>();
        foreach (ErrorResponseField field in ErrorResponse.Read(frame.AsSpan(FrameHeader.Size)))
            seen.Add((char)field.Code + Encoding.UTF8.GetString(field.Value));
        return [.. seen];
    }
}
