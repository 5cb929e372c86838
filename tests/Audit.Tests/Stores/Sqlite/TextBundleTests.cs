using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores.Sqlite;

namespace WireProxy.Audit.Tests.Stores.Sqlite;

public sealed class TextBundleTests
{
    [Theory]
    [InlineData("select 1")]
    [InlineData("select 1", "select 2")]
    [InlineData("", "select 'Grüße'", "", "\n;\u0001")]
    public void Texts_come_out_as_they_went_in(params string[] texts)
    {
        StatementText[] added = [.. texts.Select(sql => StatementText.Of(sql, "Select"))];
        var bundle = new TextBundle();
        foreach (StatementText text in added)
            bundle.Add(text);

        Assert.Equal(added, TextBundle.Split(bundle.Take()!));
        Assert.Null(bundle.Take());
    }

    [Fact]
    public void A_text_that_looks_like_a_bundle_or_is_long_is_not_taken()
    {
        Assert.True(TextBundle.CanTake(StatementText.Of("select '\u0001'", kind: null)));
        Assert.False(TextBundle.CanTake(StatementText.Of("select '\uE000'", kind: null)));
        Assert.False(TextBundle.CanTake(StatementText.Of(new string('x', 1 << 20), kind: null)));
    }

    [Fact]
    public void A_bundle_is_full_before_it_is_large()
    {
        var bundle = new TextBundle();
        StatementText text = StatementText.Of(new string('x', 1000), kind: null);
        int taken = 0;
        for (; bundle.HasRoomFor(text); taken++)
            bundle.Add(text);
        Assert.InRange(taken, 50, 66);
    }

    [Fact]
    public void A_bundle_that_was_changed_is_one_text_under_its_old_name()
    {
        var bundle = new TextBundle();
        bundle.Add(StatementText.Of("select 1", "Select"));
        bundle.Add(StatementText.Of("select 2", "Select"));
        StatementText row = bundle.Take()!;
        StatementText changed = row with { Sql = row.Sql.Replace('2', '3') };

        Assert.Equal([changed], TextBundle.Split(changed));
    }

    [Fact]
    public void A_text_that_a_client_made_to_look_like_a_bundle_is_one_text()
    {
        StatementText text = StatementText.Of("select 1\u0001\uE000\u0001select 2", "Select");
        Assert.Equal([text], TextBundle.Split(text));
    }
}
