using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;
using static WireProxy.Integration.Conformance.MySql.GuardedSession;

namespace WireProxy.Integration.Conformance.MySql;

/// <summary>Texts that servers of different versions, modes and character sets read differently: none of them drops the table.</summary>
public sealed class LexingTests
{
    // Each entry may need several statements; what counts is what is left when all were tried.
    public static TheoryData<string[]> Disguises { get; } = new(
        ["/*!50000 drop table doomed */"],
        ["/*!40000 drop */ table doomed"],
        ["/*M! drop table doomed */"],
        ["/*M!100000 drop table doomed */"],
        ["/*!50700 drop table doomed */"],
        ["/*!99999 drop table doomed */"],
        ["/*!100000 drop table doomed */"],
        ["/*!090000 drop table doomed */"],
        ["/*! /* x */ drop table doomed */"],
        ["select 1 /*! ; drop table doomed */"],
        ["select 1 --\u0001; drop table doomed"],
        ["select 1 --1; drop table doomed"],
        ["select 1 -- x\n; drop table doomed"],
        ["select 1 -- x\r; drop table doomed"],
        ["select 1 # x\n; drop table doomed"],
        ["dRoP\ttable\n\u000bdoomed"],
        ["drop table`doomed`"],
        ["drop table if exists shop.doomed"],
        ["drop temporary table doomed; drop tables doomed"],
        ["set sql_mode = 'ANSI_QUOTES'", "select \"a' ; drop table doomed; -- '"],
        ["set sql_mode = 'ANSI_QUOTES'", "select 1 as \"a; drop table doomed; -- \""],
        ["set sql_mode = 'NO_BACKSLASH_ESCAPES'", "select 'a\\'; drop table doomed; -- '"],
        ["set sql_mode = 'NO_BACKSLASH_ESCAPES'; select 'a\\'; drop table doomed; -- '"],
        ["select 'a\\'; drop table doomed; -- '"],
        ["set @@session.sql_mode = concat(@@sql_mode, ',NO_BACKSLASH_ESCAPES')", "select 'a\\'; drop table doomed; -- '"],
        ["set sql_mode = 'MSSQL'", "select 1 as [a']; drop table doomed; -- ]"],
        ["set sql_mode = 'ORACLE'", "begin drop table doomed; end;"],
        ["set names gbk", "select '\u00bf\\'; drop table doomed; -- '"],
        ["set character_set_client = sjis", "select '\u0083\\'; drop table doomed; -- '"],
        ["set character set big5", "select '\u00a5\\'; drop table doomed; -- '"],
        ["set names 'g''b''k'", "select '\u00bf\\'; drop table doomed; -- '"],
        ["set global sql_mode = 'NO_BACKSLASH_ESCAPES'"],
        ["select _gbk'\u00bf\\'; drop table doomed; -- '"],
        ["select n'a\\'; drop table doomed; -- '"],
        ["select 'a' 'b\\'; drop table doomed; -- '"],
        ["delimiter //\ndrop table doomed//"],
        ["select 1; ; ; drop table doomed"],
        ["select 1\0; drop table doomed"],
        ["\u00a0drop table doomed"],
        ["\ufeffdrop table doomed"]);

    [Theory]
    [OnMariaDb(nameof(Disguises))]
    [OnMySql9(nameof(Disguises))]
    public async Task Disguised_statement_takes_no_effect(Brand brand, string[] statements)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        foreach (string sql in statements)
            await client.ExchangeAsync([3, .. Raw(sql)]);
        await AssertStillThereAsync(brand);
        Assert.Equal("0", await MySqlServer.Shared(brand).ScalarAsync("select @@global.sql_mode like '%NO_BACKSLASH%'"));
        await client.AssertUsableAsync();
    }

    [Theory]
    [OnMariaDb(nameof(Disguises))]
    [OnMySql9(nameof(Disguises))]
    public async Task Disguised_statement_is_not_prepared(Brand brand, string[] statements)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        foreach (string sql in statements[..^1])
            await client.QueryAsync(sql);
        await client.SendAsync([0x16, .. Raw(statements[^1])]);
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
