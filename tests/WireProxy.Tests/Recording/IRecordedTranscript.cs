using WireProxy.Audit.Records;

namespace WireProxy.Tests.Recording;

/// <summary>The records of one session as a test wrote them.</summary>
internal interface IRecordedTranscript
{
    /// <summary>The name that the session is recorded with.</summary>
    string Protocol { get; }

    IReadOnlyList<(RecordKind Kind, byte[] Bytes)> Records { get; }
}
