using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>
/// The options of a COPY TO STDOUT, in parentheses or in the words of older versions. An option that is not known here
/// may change what the data means, so then nothing is known.
/// </summary>
internal static class CopyLayoutParser
{
    /// <param name="cursor">Behind STDOUT; a copy, so that the caller's stays there.</param>
    /// <param name="format">Binary where the statement began with COPY BINARY.</param>
    public static CopyLayout? Read(TokenCursor cursor, CopyFormat format)
    {
        var options = new CopyLayoutBuilder { Format = format };
        Accept(ref cursor, "using");
        if (Accept(ref cursor, "delimiters") && !Byte(ref cursor, options.SetDelimiter))
            return null;
        cursor.Accept(PostgresKeyword.With);
        bool isRead = cursor.Kind == TokenKind.OpenParen ? Parenthesised(ref cursor, options) : Words(ref cursor, options);
        return isRead && cursor.AtStatementEnd ? options.Build() : null;
    }

    private static bool Parenthesised(ref TokenCursor cursor, CopyLayoutBuilder options)
    {
        do
        {
            cursor.Advance();
            if (!cursor.Current.IsWord || PostgresName.Read(cursor.Text, cursor.Current) is not { } name)
                return false;
            cursor.Advance();
            if (!Named(name, ref cursor, options))
                return false;
        }
        while (cursor.Kind == TokenKind.Comma);
        return cursor.Accept(TokenKind.CloseParen);
    }

    private static bool Named(string name, ref TokenCursor cursor, CopyLayoutBuilder options)
    {
        switch (name)
        {
            case "format":
                return Value(ref cursor) is { } format && options.SetFormat(format);
            case "delimiter":
                return Byte(ref cursor, options.SetDelimiter);
            case "null":
                return Value(ref cursor) is { } text && options.SetNull(text);
            case "quote":
                return Byte(ref cursor, options.SetQuote);
            case "escape":
                return Byte(ref cursor, options.SetEscape);
            case "encoding":
                return Value(ref cursor) is { } encoding && options.SetEncoding(encoding);
            case "header":
                return Switch(ref cursor) is { } header && options.SetHeader(header);
            case "freeze":
                return Switch(ref cursor) is not null;
            case "force_quote":
                return cursor.Accept(TokenKind.Star)
                    ? options.ForceQuotes()
                    : cursor.Accept(TokenKind.OpenParen) && Columns(ref cursor, options) && cursor.Accept(TokenKind.CloseParen);
            default:
                return false;
        }
    }

    private static bool Words(ref TokenCursor cursor, CopyLayoutBuilder options)
    {
        while (!cursor.AtStatementEnd)
        {
            if (cursor.Kind != TokenKind.Word || PostgresName.Read(cursor.Text, cursor.Current) is not { } name)
                return false;
            cursor.Advance();
            if (!Word(name, ref cursor, options))
                return false;
        }
        return true;
    }

    private static bool Word(string name, ref TokenCursor cursor, CopyLayoutBuilder options)
    {
        switch (name)
        {
            case "binary" or "csv":
                return options.SetFormat(name);
            case "header":
                return options.SetHeader(CopyHeader.Names);
            case "freeze":
                return true;
            case "force":
                return Accept(ref cursor, "quote") && (cursor.Accept(TokenKind.Star) ? options.ForceQuotes() : Columns(ref cursor, options));
            case "encoding":
                return cursor.Current.IsString && Value(ref cursor) is { } encoding && options.SetEncoding(encoding);
            case "delimiter" or "null" or "quote" or "escape":
                cursor.Accept(PostgresKeyword.As);
                return cursor.Current.IsString && Named(name, ref cursor, options);
            default:
                return false;
        }
    }

    private static bool Columns(ref TokenCursor cursor, CopyLayoutBuilder options)
    {
        do
        {
            if (!cursor.Current.IsColumnName || PostgresName.Read(cursor.Text, cursor.Current) is not { } column)
                return false;
            options.ForceQuotes(column);
            cursor.Advance();
        }
        while (cursor.Accept(TokenKind.Comma));
        return true;
    }

    private static bool Byte(ref TokenCursor cursor, Func<byte, bool> set) =>
        Value(ref cursor) is [var character] && set((byte)character);

    /// <summary>A literal, or a word as the server takes it: in lower case.</summary>
    private static string? Value(ref TokenCursor cursor)
    {
        string? value = cursor.Current.IsString ? StringConstant.Read(cursor)
            : cursor.Kind is TokenKind.Word or TokenKind.QuotedWord ? PostgresName.Read(cursor.Text, cursor.Current)
            : null;
        cursor.Advance();
        return value is not null && System.Text.Ascii.IsValid(value) ? value : null;
    }

    /// <summary>A boolean option: alone it is on.</summary>
    private static CopyHeader? Switch(ref TokenCursor cursor)
    {
        if (cursor.Kind is TokenKind.Comma or TokenKind.CloseParen)
            return CopyHeader.Names;
        string? value = cursor.Kind == TokenKind.Number
            ? System.Text.Encoding.ASCII.GetString(cursor.Text.Slice(cursor.Current.Start, cursor.Current.Length))
            : null;
        if (value is null)
            value = Value(ref cursor);
        else
            cursor.Advance();
        return value?.ToLowerInvariant() switch
        {
            "true" or "on" or "1" => CopyHeader.Names,
            "false" or "off" or "0" => CopyHeader.None,
            _ => null,
        };
    }

    private static bool Accept(ref TokenCursor cursor, string word)
    {
        if (cursor.Kind != TokenKind.Word || !PostgresName.Is(cursor.Text, cursor.Current, word))
            return false;
        cursor.Advance();
        return true;
    }
}
