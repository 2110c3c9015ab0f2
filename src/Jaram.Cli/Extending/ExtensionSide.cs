using Jaram.Statistics;
using Jaram.Training.Data;
using Jaram.Training.Recording;

namespace Jaram.Cli.Extending;

/// <summary>One held-out text before and after.</summary>
/// <param name="Documents">How many were scored.</param>
/// <param name="Bytes">Of their texts in UTF-8.</param>
/// <param name="BytesPerToken">What the model's tokenizer makes of the text: UTF-8 bytes a token.</param>
/// <param name="Before">Bits a byte.</param>
/// <param name="After">Bits a byte.</param>
/// <param name="Change">Bits a byte, after less before.</param>
/// <param name="Share">The change over what was before. A model may be so sure of itself that text which it cannot
/// read takes more than the 8 bits of a byte: to unlearn what is over that is no knowledge, and does not count here.
/// </param>
internal sealed record ExtensionSide(int Documents, long Bytes, double BytesPerToken, double Before, double After,
    SumRatio Change, SumRatio Share)
{
    private const double BitsOfByte = 8;

    /// <summary>What two scores of the same documents tell.</summary>
    /// <param name="text">The held-out text.</param>
    /// <param name="before">One score a document, two or more.</param>
    /// <param name="after">Likewise, in the same order.</param>
    public static ExtensionSide Of(Portion text, IReadOnlyList<ScoredDocument> before,
        IReadOnlyList<ScoredDocument> after)
    {
        (double Before, double After, double Bytes)[] rows = [.. before.Zip(after, (old, now) =>
            (old.Nats / Math.Log(2), now.Nats / Math.Log(2), (double)old.TextBytes))];
        var bytes = rows.Sum(row => row.Bytes);
        var (first, last) = (rows.Sum(row => row.Before) / bytes, rows.Sum(row => row.After) / bytes);
        double Counted((double Before, double, double Bytes) row) =>
            first > BitsOfByte ? BitsOfByte * row.Bytes : row.Before;
        return new(rows.Length, (long)bytes, text.TextBytes / (double)(text.Tokens - 2L * text.Documents), first, last,
            SumRatio.Of([.. rows.Select(row => (row.After - row.Before, row.Bytes))]),
            SumRatio.Of([.. rows.Select(row => (row.After - Counted(row), Counted(row)))]));
    }
}
