using System.Text;

namespace WireProxy.Sql.Tests.Oracle;

/// <summary>Makes new texts out of tokens of known statements, keywords and hidden queries; many of them are valid SQL.</summary>
internal sealed class TokenMutator(IReadOnlyList<byte[]> statements, IMutatedDialect dialect, int seed)
{
    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        List<string> tokens = dialect.Tokens(Pick(statements));
        int changes = _random.Next(1, 4);
        for (int i = 0; i < changes && tokens.Count > 0; i++)
            Change(tokens);
        return Encoding.Latin1.GetBytes(string.Join(' ', tokens));
    }

    private void Change(List<string> tokens)
    {
        int at = _random.Next(tokens.Count);
        switch (_random.Next(9))
        {
            case 0:
                tokens.RemoveAt(at);
                break;
            case 1:
                tokens.Insert(at, tokens[_random.Next(tokens.Count)]);
                break;
            case 2:
                tokens[at] = dialect.Keyword(_random);
                break;
            case 3:
                tokens.Insert(at, dialect.Keyword(_random));
                break;
            case 4:
                tokens[at] = Pick(dialect.Fragments);
                break;
            case 5:
                tokens.Insert(at, Pick(dialect.Fragments));
                break;
            case 6:
                List<string> other = dialect.Tokens(Pick(statements));
                int start = _random.Next(other.Count);
                tokens.InsertRange(at, other.GetRange(start, Math.Min(_random.Next(1, 6), other.Count - start)));
                break;
            case 7:
                tokens.Insert(at, "(");
                tokens.Insert(_random.Next(at + 1, tokens.Count + 1), ")");
                break;
            default:
                int second = _random.Next(tokens.Count);
                (tokens[at], tokens[second]) = (tokens[second], tokens[at]);
                break;
        }
    }

    private T Pick<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];
}
