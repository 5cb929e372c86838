using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;
using static WireProxy.Integration.Conformance.MySql.GuardedSession;

namespace WireProxy.Integration.Conformance.MySql;

/// <summary>Texts that servers of different versions, modes and character sets read differently: none of them drops the table.</summary>
public sealed class LexingTests
{
    // What goes before, and the disguise.
    public static TheoryData<string?, string> Disguises { get; } = new()
    {
        { null, "/*!50000 drop table doomed */" },
        { null, "/*!40000 drop */ table doomed" },
        { null, "/*M! drop table doomed */" },
        { null, "/*M!100000 drop table doomed */" },
        { null, "/*!50700 drop table doomed */" },
        { null, "/*!99999 drop table doomed */" },
        { null, "/*!100000 drop table doomed */" },
        { null, "/*!090000 drop table doomed */" },
        { null, "/*! /* x */ drop table doomed */" },
        { null, "select 1 /*! ; drop table doomed */" },
        { null, "select 1 --\u0001; drop table doomed" },
        { null, "select 1 --1; drop table doomed" },
        { null, "select 1 -- x\n; drop table doomed" },
        { null, "select 1 -- x\r; drop table doomed" },
        { null, "select 1 # x\n; drop table doomed" },
        { null, "dRoP\ttable\n\u000bdoomed" },
        { null, "drop table`doomed`" },
        { null, "drop table if exists shop.doomed" },
        { null, "drop temporary table doomed; drop tables doomed" },
        { "set sql_mode = 'ANSI_QUOTES'", "select \"a' ; drop table doomed; -- '" },
        { "set sql_mode = 'ANSI_QUOTES'", "select 1 as \"a; drop table doomed; -- \"" },
        { "set sql_mode = 'NO_BACKSLASH_ESCAPES'", "select 'a\\'; drop table doomed; -- '" },
        { null, "set sql_mode = 'NO_BACKSLASH_ESCAPES'; select 'a\\'; drop table doomed; -- '" },
        { null, "select 'a\\'; drop table doomed; -- '" },
        { "set @@session.sql_mode = concat(@@sql_mode, ',NO_BACKSLASH_ESCAPES')", "select 'a\\'; drop table doomed; -- '" },
        { "set sql_mode = 'MSSQL'", "select 1 as [a']; drop table doomed; -- ]" },
        { "set sql_mode = 'ORACLE'", "begin drop table doomed; end;" },
        { "set names gbk", "select '\u00bf\\'; drop table doomed; -- '" },
        { "set character_set_client = sjis", "select '\u0083\\'; drop table doomed; -- '" },
        { "set character set big5", "select '\u00a5\\'; drop table doomed; -- '" },
        { "set names 'g''b''k'", "select '\u00bf\\'; drop table doomed; -- '" },
        { null, "set global sql_mode = 'NO_BACKSLASH_ESCAPES'" },
        { null, "select _gbk'\u00bf\\'; drop table doomed; -- '" },
        { null, "select n'a\\'; drop table doomed; -- '" },
        { null, "select 'a' 'b\\'; drop table doomed; -- '" },
        { null, "delimiter //\ndrop table doomed//" },
        { null, "select 1; ; ; drop table doomed" },
        { null, "select 1\0; drop table doomed" },
        { null, "\u00a0drop table doomed" },
        { null, "\ufeffdrop table doomed" },
    };

    [Theory]
    [OnMariaDb(nameof(Disguises))]
    [OnMySql9(nameof(Disguises))]
    public async Task Disguised_statement_takes_no_effect(Brand brand, string? before, string disguise)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        if (before is not null)
            await client.ExchangeAsync([3, .. Raw(before)]);
        await client.ExchangeAsync([3, .. Raw(disguise)]);
        await AssertStillThereAsync(brand);
        Assert.Equal("0", await MySqlServer.Shared(brand).ScalarAsync("select @@global.sql_mode like '%NO_BACKSLASH%'"));
        await client.AssertUsableAsync();
    }

    [Theory]
    [OnMariaDb(nameof(Disguises))]
    [OnMySql9(nameof(Disguises))]
    public async Task Disguised_statement_is_not_prepared(Brand brand, string? before, string disguise)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        if (before is not null)
            await client.QueryAsync(before);
        await client.SendAsync([0x16, .. Raw(disguise)]);
        Prepared prepared = await client.ReadPreparedAsync();
        if (prepared.Error is null)
            await client.ExecuteAsync(prepared);
        await AssertStillThereAsync(brand);
    }

    // The half of a double-byte character must arrive as that byte alone.
    private static byte[] Raw(string sql) => sql.Contains('\ufeff', StringComparison.Ordinal)
        ? System.Text.Encoding.UTF8.GetBytes(sql)
        : System.Text.Encoding.Latin1.GetBytes(sql);
}
