using WireProxy.Sql.Lexing;

namespace WireProxy.Recording.Redaction;

/// <summary>A <c>/* comment */</c>, read byte by byte from behind its first two signs.</summary>
internal sealed class BlockComment(SqlDialect dialect)
{
    private int _depth;
    private Last _last;

    public void Begin() => (_depth, _last) = (1, Last.Beginning);

    public CommentStep Read(byte next)
    {
        Last last = _last;
        _last = next == '*' ? Last.Star : next == '/' ? Last.Slash : Last.Other;
        if (dialect == SqlDialect.MySql && last == Last.Beginning && next is (byte)'!' or (byte)'M')
        {
            _last = Last.Beginning;
            return next == 'M' ? CommentStep.GoesOn : CommentStep.BecomesCode;
        }
        if (last == Last.Star && next == '/')
        {
            _last = Last.Other;
            return --_depth == 0 ? CommentStep.Ends : CommentStep.GoesOn;
        }
        if (last == Last.Slash && next == '*' && dialect == SqlDialect.Postgres)
        {
            _last = Last.Other;
            _depth++;
        }
        return CommentStep.GoesOn;
    }

    private enum Last : byte
    {
        Other,
        Beginning,
        Slash,
        Star,
    }
}

/// <summary>What a byte means to a comment.</summary>
internal enum CommentStep : byte
{
    GoesOn,
    Ends,

    /// <summary>It is code for some servers, so it is read as code: its end is then two signs.</summary>
    BecomesCode,
}
