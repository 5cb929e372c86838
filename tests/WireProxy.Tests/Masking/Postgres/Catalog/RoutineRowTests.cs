using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Sql.Analysis;

namespace WireProxy.Tests.Masking.Postgres.Catalog;

public sealed class RoutineRowTests
{
    private const uint Customers = 7;

    [Theory]
    [InlineData(2, 1, 0, 1, 2)]
    [InlineData(1, 0, 1, 0, int.MaxValue)]
    [InlineData(3, 1, 1, 1, int.MaxValue)]
    public void A_call_may_leave_out_defaults_and_repeat_a_variadic(short arguments, short withDefault, short variadic, int least, int most)
    {
        Routine routine = Row(arguments: arguments, withDefault: withDefault, variadic: variadic);
        Assert.Equal((least, most), (routine.LeastArguments, routine.MostArguments));
    }

    [Theory]
    [InlineData("b", """["a","b"]""", "", RoutineResult.Value, "a b", "")]
    [InlineData("b", """["a",null]""", "{i,o}", RoutineResult.Value, "a", "")]
    [InlineData("b", """["a","x"]""", "{i,t}", RoutineResult.Value, "a", "x")]
    [InlineData("p", """["a","x","y"]""", "{i,b,o}", RoutineResult.Row, "a x", "x y")]
    [InlineData("p", "[]", "", RoutineResult.Record, "", "")]
    [InlineData("c", """["a"]""", "", RoutineResult.Row, "a", "id name")]
    public void Parameters_and_columns_come_from_the_arguments_by_their_modes(
        string type, string names, string modes, RoutineResult result, string parameters, string columns)
    {
        Routine routine = Row(type: type, names: names, modes: modes);
        Assert.Equal(result, routine.Result);
        Assert.Equal(parameters, string.Join(' ', routine.Parameters));
        Assert.Equal(columns, string.Join(' ', routine.Columns));
    }

    [Fact]
    public void A_body_that_was_not_read_or_returns_rows_of_an_unknown_type_is_not_known()
    {
        Assert.Null(Row(body: "").Body);
        Assert.Null(Row(type: "c", relation: 99).Body);
        Assert.Equal("select 1", Row().Body);
    }

    private static Routine Row(
        short arguments = 1, short withDefault = 0, short variadic = 0, string type = "b", uint relation = Customers,
        string names = "[]", string modes = "", string body = "select 1") =>
        new RoutineRow(new SqlName("public", "f"), arguments, withDefault, variadic, type, type == "c" ? relation : 0, names, modes, "", body)
            .ToRoutine(relation => relation == Customers ? ["id", "name"] : null);
}
