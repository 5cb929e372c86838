using WireProxy.Audit.Indexing;

namespace WireProxy.Audit.Tests.Indexing;

public sealed class RecurringTextsTests
{
    private readonly RecurringTexts<string> _texts = new(places: 1024, longest: 20);
    private int _made;

    [Fact]
    public void A_text_that_comes_again_is_remembered_from_the_second_time_on()
    {
        Assert.Equal("1", Make("select 1"));
        Assert.Equal("2", Make("select 1"));
        Assert.Equal("2", Make("select 1"));
        Assert.Equal("2", Make(new string("select 1")));
    }

    [Fact]
    public void Texts_that_come_once_push_none_out()
    {
        Make("select 1");
        string kept = Make("select 1");
        for (int i = 0; i < 100_000; i++)
            Make($"select {i} from t");

        Assert.Equal(kept, Make("select 1"));
    }

    [Fact]
    public void A_text_never_gets_what_was_made_of_another()
    {
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < 20_000; i++)
                Assert.Equal($"of {i}", _texts.GetOrMake($"{i}", 0, (text, _) => $"of {text}"));
        }
    }

    [Fact]
    public void Long_texts_are_not_remembered()
    {
        string text = new('x', 21);
        Make(text);
        Assert.NotEqual(Make(text), Make(text));
    }

    private string Make(string text) => _texts.GetOrMake(text, 0, (_, _) => $"{++_made}");
}
