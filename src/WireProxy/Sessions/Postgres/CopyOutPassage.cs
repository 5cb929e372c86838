namespace WireProxy.Sessions.Postgres;

/// <summary>How the data of the COPY TO STDOUTs in a text may leave.</summary>
internal enum CopyOutPassage : byte
{
    /// <summary>There is none, as far as is known: copy data must not come.</summary>
    None,
    /// <summary>As it is: it is proven clean.</summary>
    Unchanged,
    /// <summary>The text is one COPY whose data can be read, and is masked by its columns.</summary>
    Masked,
    /// <summary>Not at all.</summary>
    Refused,
}
