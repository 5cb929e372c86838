using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Fingerprints;

/// <summary>
/// Hashes the tokens of one statement: Byte dialect, Byte literal treatment, then for each token Byte kind, Int32 length and
/// its bytes. The fingerprint is the version and the first 15 bytes of the SHA-256.
/// </summary>
internal static class ShapeDigest
{
    private const int TokenHead = 1 + sizeof(int);

    public static Fingerprint Of(StatementSummary statement, ReadOnlySpan<byte> text, ReadOnlySpan<ShapeToken> source, LexicalContext context)
    {
        LiteralTreatment literals = LiteralRule.Of(statement);
        ShapeToken[] tokens = literals == LiteralTreatment.Replaced ? Replaced(text, source) : source.ToArray();
        if (context.Dialect == SqlDialect.MySql)
            KeepCaseOfRelations(statement, text, tokens);
        bool[] dropped = new bool[tokens.Length];
        if (literals == LiteralTreatment.Replaced)
            new RepeatedItems(text, tokens, dropped).Mark();

        var shape = new ArrayBufferWriter<byte>();
        shape.Write([(byte)(context.Dialect == SqlDialect.Postgres ? 1 : 2), (byte)literals]);
        for (int i = 0; i < tokens.Length; i++)
        {
            if (!dropped[i])
                Write(shape, tokens[i], text, context.Backslash);
        }
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(shape.WrittenSpan, digest);
        UInt128 value = BinaryPrimitives.ReadUInt128BigEndian(digest);
        return new Fingerprint((value >> 8) | ((UInt128)Fingerprint.Version << 120));
    }

    /// <summary>Literals as placeholders, a sign before a number with it.</summary>
    private static ShapeToken[] Replaced(ReadOnlySpan<byte> text, ReadOnlySpan<ShapeToken> source)
    {
        var tokens = new List<ShapeToken>(source.Length);
        foreach (ShapeToken token in source)
        {
            if (token.Kind != ShapeKind.Literal)
            {
                tokens.Add(token);
                continue;
            }
            if (IsSignOf(token, text, tokens))
                tokens.RemoveAt(tokens.Count - 1);
            tokens.Add(token with { Kind = ShapeKind.Placeholder });
        }
        return [.. tokens];
    }

    /// <summary>A plus or minus before a number, behind something that can not be its left operand.</summary>
    private static bool IsSignOf(ShapeToken number, ReadOnlySpan<byte> text, List<ShapeToken> before)
    {
        if (before is not [.., { Kind: ShapeKind.Symbol } left, { Kind: ShapeKind.Symbol, Length: 1 } sign])
            return false;
        return text[number.Start] is (>= (byte)'0' and <= (byte)'9') or (byte)'.'
            && text[sign.Start] is (byte)'-' or (byte)'+'
            && text[left.Start] is (byte)',' or (byte)'(' or (byte)'=' or (byte)'<' or (byte)'>';
    }

    /// <summary>MySQL may tell tables apart by the case of their names.</summary>
    private static void KeepCaseOfRelations(StatementSummary statement, ReadOnlySpan<byte> text, ShapeToken[] tokens)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (RelationAccess relation in statement.Relations)
        {
            names.Add(relation.Name.Name);
            if (relation.Name.Schema is { } schema)
                names.Add(schema);
        }
        foreach (ref ShapeToken token in tokens.AsSpan())
        {
            if (token.Kind == ShapeKind.Word && names.Contains(Encoding.UTF8.GetString(token.In(text))))
                token = token with { Kind = ShapeKind.ExactWord };
        }
    }

    private static void Write(ArrayBufferWriter<byte> shape, ShapeToken token, ReadOnlySpan<byte> text, BackslashInLiteral backslash)
    {
        ReadOnlySpan<byte> bytes = token.Kind == ShapeKind.Placeholder ? [] : token.In(text);
        Span<byte> place = shape.GetSpan(TokenHead + bytes.Length + 1);
        place[0] = (byte)token.Kind;
        BinaryPrimitives.WriteInt32LittleEndian(place[1..], bytes.Length);
        bytes.CopyTo(place[TokenHead..]);
        if (token.Kind == ShapeKind.Word)
            Fold(place.Slice(TokenHead, bytes.Length));
        int length = TokenHead + bytes.Length;
        // What a literal that is kept says depends on the reading of its backslashes.
        if (token.Kind == ShapeKind.Literal && bytes.Contains((byte)'\\'))
            place[length++] = (byte)backslash;
        shape.Advance(length);
    }

    // Only ASCII letters, as the servers do in names of a multi-byte encoding.
    private static void Fold(Span<byte> word)
    {
        foreach (ref byte letter in word)
        {
            if (letter is >= (byte)'A' and <= (byte)'Z')
                letter |= 0x20;
        }
    }
}
