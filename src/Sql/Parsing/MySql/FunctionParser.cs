using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Reads calls: the arguments in all their forms, and the window behind them.</summary>
internal static class FunctionParser
{
    /// <summary>The cursor stands at the opening parenthesis.</summary>
    public static void Call(ref TokenCursor cursor, SummaryBuilder summary, SqlName function, MySqlToken name)
    {
        if (!cursor.TryEnter())
        {
            Salvage.NestedTooDeep(ref cursor, summary);
            return;
        }
        summary.Call(function);
        Expression? outer = summary.Value;
        bool isAdjacent = cursor.Current.Start == name.End;
        if (FunctionEffects.IsDisguised(cursor.Context, function, name, isAdjacent))
            summary.Partial("it calls a stored function by the name of a built-in one");
        FunctionEffect effect = FunctionEffects.Of(cursor.Context, function, name, isAdjacent);
        Note(outer, effect);
        bool isSequence = function.Schema is null && name.Keyword is MySqlKeyword.Nextval or MySqlKeyword.Lastval or MySqlKeyword.Setval;
        var arguments = effect == FunctionEffect.StoresArgument || isSequence ? new Expression() : null;
        summary.Value = effect == FunctionEffect.CarriesNothing ? null : arguments ?? outer;
        cursor.Advance();
        if (isSequence && cursor.Current.IsName)
            Sequence(ref cursor, summary, name.Keyword);
        ArgumentParser.Arguments(ref cursor, summary, function.Schema is null ? name.Keyword : MySqlKeyword.None);
        if (arguments is not null)
        {
            VariableParser.Store(arguments, summary);
            outer?.AddAll(arguments);
        }
        summary.Value = outer;
        WindowParser.Behind(ref cursor, summary);
        cursor.Leave();
    }

    private static void Note(Expression? value, FunctionEffect effect)
    {
        if (effect == FunctionEffect.Opaque)
            value?.AddOpaque();
        else
            value?.AddOther();
    }

    /// <summary>MariaDB's NEXTVAL, LASTVAL and SETVAL name a sequence in their first argument.</summary>
    private static void Sequence(ref TokenCursor cursor, SummaryBuilder summary, MySqlKeyword function)
    {
        NameReader.Target(ref cursor, summary, function == MySqlKeyword.Lastval ? AccessMode.Read : AccessMode.Write);
        if (cursor.Kind != MySqlTokenKind.CloseParen && !cursor.Accept(MySqlTokenKind.Comma))
            summary.Partial("a comma was expected");
    }
}
