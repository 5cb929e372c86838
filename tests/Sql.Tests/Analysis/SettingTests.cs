namespace WireProxy.Sql.Tests.Analysis;

public sealed class SettingTests
{
    [Theory]
    [InlineData("SET standard_conforming_strings = off")]
    [InlineData("SET SESSION \"Standard_Conforming_Strings\" TO 0")]
    [InlineData("SET LOCAL standard_conforming_strings TO DEFAULT")]
    [InlineData("SET standard_conforming_strings FROM CURRENT")]
    [InlineData("RESET standard_conforming_strings")]
    [InlineData("SET backslash_quote = on")]
    [InlineData("RESET backslash_quote")]
    [InlineData("SET client_encoding = 'SJIS'")]
    [InlineData("SET CLIENT_ENCODING TO gb18030")]
    [InlineData("SET client_encoding TO E'UTF8'")]
    [InlineData("SET client_encoding TO U&'UTF8'")]
    [InlineData("SET NAMES 'big5'")]
    [InlineData("SET SESSION NAMES uhc")]
    [InlineData("SELECT set_config('Standard_Conforming_Strings', 'off', false)")]
    [InlineData("SELECT set_config('client_encoding', 'SJIS', true)")]
    [InlineData("SELECT set_config('client_encoding', a, true) FROM b")]
    [InlineData("SELECT set_config('client_' || 'encoding', 'UTF8', true)")]
    [InlineData("SELECT set_config('client_encoding', 'UTF8' || a, true)")]
    [InlineData("SELECT set_config(E'x', 'off', false)")]
    [InlineData("SELECT set_config($1, $2, false)")]
    [InlineData("SELECT pg_catalog.set_config(setting_name => 'x', new_value => 'y', is_local => true)")]
    [InlineData("SELECT \"set_config\"($$x$$, 'y', true)")]
    [InlineData("EXPLAIN ANALYZE SELECT set_config('backslash_quote', 'on', false)")]
    public void What_changes_how_later_text_is_read_is_partial(string sql) =>
        Assert.EndsWith(" partial", Shown.Of(sql), StringComparison.Ordinal);

    [Theory]
    [InlineData("SET standard_conforming_strings = on")]
    [InlineData("SET standard_conforming_strings TO 'TRUE'")]
    [InlineData("SET client_encoding = 'UTF8'")]
    [InlineData("SET client_encoding TO 'utf-8'")]
    [InlineData("SET client_encoding TO LATIN1")]
    [InlineData("SET NAMES 'SQL_ASCII'")]
    [InlineData("SET NAMES")]
    [InlineData("SET NAMES DEFAULT")]
    [InlineData("SET client_encoding TO DEFAULT")]
    [InlineData("RESET client_encoding")]
    [InlineData("RESET ALL")]
    [InlineData("DISCARD ALL")]
    [InlineData("SET app.client_encoding = 'SJIS'")]
    [InlineData("SET search_path = a, b")]
    [InlineData("SET LOCAL statement_timeout TO 0")]
    [InlineData("SET local.x TO 1")]
    [InlineData("SELECT set_config('app.v', email, false) FROM customers")]
    [InlineData("SELECT set_config('client_encoding', 'UTF8', false)")]
    [InlineData("SELECT other.set_config(a, b)")]
    public void Other_settings_are_not(string sql) =>
        Assert.DoesNotContain(" partial", Shown.Of(sql), StringComparison.Ordinal);
}
