namespace WireProxy.Recording.Reading;

/// <summary>The values that a client sent for a statement's parameters.</summary>
internal abstract class BoundValues
{
    /// <summary>In the order of the parameters, by what is known of their types now.</summary>
    public abstract IReadOnlyList<RecordedParameter> Read();
}

/// <summary>How a parameter's text is to be taken.</summary>
internal enum ParameterForm : byte
{
    /// <summary>A value written as the server would read it from a quoted literal.</summary>
    Text,

    /// <summary>A number: the literal has no quotes.</summary>
    Number,

    /// <summary>Bytes as hexadecimal digits.</summary>
    Bytes,

    /// <summary>A value in a form that is not known, as hexadecimal digits.</summary>
    Unread,
}

/// <summary>One parameter.</summary>
/// <param name="Text">Null is NULL.</param>
/// <param name="Form">How to take the text.</param>
/// <param name="Type">The type's name where the client gave one.</param>
internal readonly record struct RecordedParameter(string? Text, ParameterForm Form, string? Type);
