using WireProxy.Masking.Postgres;
using static WireProxy.Tests.Policy.Statements;

namespace WireProxy.Tests.Masking.Postgres;

public sealed class KnownFunctionsTests
{
    [Theory]
    [InlineData("lower")]
    [InlineData("pg_catalog.lower")]
    [InlineData("count")]
    [InlineData("now")]
    [InlineData("row_to_json")]
    [InlineData("json_populate_record")]
    public void Functions_of_their_arguments_are_pure(string name) => Assert.True(KnownFunctions.IsPure(Name(name)));

    /// <summary>They run SQL text, read relations or files that only their arguments name, or return what was kept before.</summary>
    [Theory]
    [InlineData("public.lower")]
    [InlineData("pg_temp.lower")]
    [InlineData("LOWER")]
    [InlineData("my_function")]
    [InlineData("query_to_xml")]
    [InlineData("table_to_xml")]
    [InlineData("database_to_xml")]
    [InlineData("cursor_to_xml")]
    [InlineData("ts_stat")]
    [InlineData("ts_rewrite")]
    [InlineData("dblink")]
    [InlineData("crosstab")]
    [InlineData("current_setting")]
    [InlineData("lo_get")]
    [InlineData("loread")]
    [InlineData("lo_export")]
    [InlineData("pg_read_file")]
    [InlineData("pg_read_binary_file")]
    [InlineData("pg_ls_dir")]
    [InlineData("pg_logical_slot_get_changes")]
    [InlineData("pg_stat_get_activity")]
    [InlineData("pg_prepared_statement")]
    [InlineData("pg_cursor")]
    [InlineData("pg_show_all_settings")]
    [InlineData("currtid2")]
    public void Everything_else_may_do_anything(string name) => Assert.False(KnownFunctions.IsPure(Name(name)));

    [Theory]
    [InlineData("set_config", true)]
    [InlineData("pg_notify", true)]
    [InlineData("pg_catalog.lo_put", true)]
    [InlineData("setval", true)]
    [InlineData("pg_advisory_lock", true)]
    [InlineData("public.set_config", false)]
    [InlineData("lower", false)]
    public void Some_pass_their_arguments_on(string name, bool passesOn) => Assert.Equal(passesOn, KnownFunctions.PassesOn(Name(name)));
}
