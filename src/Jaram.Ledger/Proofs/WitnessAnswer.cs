using System.Collections.Immutable;

namespace Jaram.Ledger;

/// <summary>What a witness says to a checkpoint.</summary>
public abstract record WitnessAnswer
{
    private WitnessAnswer() { }

    /// <summary>It is consistent with all that the witness saw; to be put under the checkpoint.</summary>
    public sealed record Cosigned(ImmutableArray<NoteSignature> Lines) : WitnessAnswer;

    /// <summary>The witness does not put its name to it.</summary>
    /// <param name="Reason">Why, in a word.</param>
    /// <param name="RecordedSize">Entries that the witness saw last; 0 if it never saw this log.</param>
    /// <param name="Why">Why, in a line.</param>
    public sealed record Refused(WitnessRefusal Reason, long RecordedSize, string Why) : WitnessAnswer;
}

/// <summary>Why a witness refuses; the numbers are those of HTTP.</summary>
public enum WitnessRefusal
{
    /// <summary>The old size is above the new.</summary>
    BadRequest = 400,

    /// <summary>No key of that log signed it.</summary>
    NotSigned = 403,

    /// <summary>The witness was not told of this log.</summary>
    UnknownLog = 404,

    /// <summary>The witness saw another size last than the request begins with.</summary>
    Conflict = 409,

    /// <summary>The history is not proved to be the one that the witness saw.</summary>
    NotProved = 422,

    /// <summary>The witness' clock is behind its own last cosignature.</summary>
    ClockBehind = 503,
}
