namespace WireProxy.Sql.Analysis;

/// <summary>What a statement does with code that it carries.</summary>
public enum CodeUse : byte
{
    None,

    /// <summary>CREATE FUNCTION and CREATE PROCEDURE keep it for later calls, which may hand it any value.</summary>
    Defines,

    /// <summary>CREATE FUNCTION names compiled code, in a library or in the server itself.</summary>
    Links,

    /// <summary>DO runs it at once.</summary>
    Runs,
}
