// Which tokens of the standing probes a model foresaw before and does not now, and the other way round.
// Source: ours; strict argmax, mend.md's answer to "the metric makes 55 look like 99".

using System.Text;
using Jaram.Ledger.Growth;
using Jaram.Tokenizers;
using Jaram.Training.Data;

namespace Jaram.Cli.Comparing;

/// <summary>What changed in a model's answers to the held-out rows that it is asked all its life.</summary>
/// <param name="Rows">Losses before and after, a row each; NaN where one version has no such row.</param>
/// <param name="Gained">Tokens foreseen now and not before.</param>
/// <param name="Lost">Tokens foreseen before and not now.</param>
/// <param name="Kept">Tokens foreseen by both.</param>
/// <param name="Asked">Tokens to foresee; null where the text is not here.</param>
/// <param name="Examples">Some of the gained and lost ones.</param>
internal sealed record ProbeShift(IReadOnlyList<(double Before, double After)> Rows, int Gained, int Lost, int Kept,
    int? Asked, IReadOnlyList<ProbeFlip> Examples)
{
    private const int ContextTokens = 24, LongestTail = 3;

    /// <summary>Compares.</summary>
    /// <param name="before">The first version.</param>
    /// <param name="after">The second version.</param>
    /// <param name="probes">The probes' batch; null where the text is not here.</param>
    /// <param name="tokenizer">Makes ids text again.</param>
    /// <param name="most">Examples of each kind.</param>
    public static ProbeShift Of(VersionMade before, VersionMade after, Batch? probes, Tokenizer tokenizer, int most)
    {
        var (was, now) = (Bits(before.Hits), Bits(after.Hits));
        var count = Math.Max(was.Length, now.Length) * 8;
        var gained = Enumerable.Range(0, count).Where(at => !Has(was, at) && Has(now, at)).ToList();
        var lost = Enumerable.Range(0, count).Where(at => Has(was, at) && !Has(now, at)).ToList();
        var rows = Enumerable.Range(0, Math.Max(before.Probes.Count, after.Probes.Count))
            .Select(row => (At(before.Probes, row), At(after.Probes, row))).ToList();
        return new(rows, gained.Count, lost.Count, Enumerable.Range(0, count).Count(at => Has(was, at) && Has(now, at)),
            probes is null ? null : probes.Targets.Take(rows.Count * probes.Context).Count(id => id >= 0),
            probes is null ? [] :
            [
                .. Spread(gained, most).Select(at => Example(probes, tokenizer, at, isGained: true)),
                .. Spread(lost, most).Select(at => Example(probes, tokenizer, at, isGained: false)),
            ]);
    }

    private static byte[] Bits(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            return [];                                                  // the ledger's own verifier says so
        }
    }

    private static bool Has(byte[] bits, int at) => at / 8 < bits.Length && (bits[at / 8] >> (at % 8) & 1) == 1;

    private static double At(IReadOnlyList<float> losses, int row) => row < losses.Count ? losses[row] : double.NaN;

    private static IEnumerable<int> Spread(List<int> all, int most) => Math.Min(most, all.Count) is var count
        ? Enumerable.Range(0, count).Select(n => all[(int)((long)n * all.Count / count)])
        : [];

    private static ProbeFlip Example(Batch probes, Tokenizer tokenizer, int at, bool isGained)
    {
        var (row, place) = Math.DivRem(at, probes.Context);
        if (row >= probes.Rows || probes.Targets[at] < 0) return new(isGained, row, "", "");
        var from = place;
        while (from > 0 && place - from < ContextTokens
            && probes.Inputs[row * probes.Context + from] != Tokenizer.Bos) from--;
        List<byte> context = [], token = [];
        for (var t = from; t <= place; t++) Append(context, tokenizer, probes.Inputs[row * probes.Context + t]);
        Append(token, tokenizer, probes.Targets[at]);
        if (token.Count == 0) token.AddRange("⏎"u8);
        var cut = WholeLength(context);                                 // a character may be several tokens
        token.InsertRange(0, context.Skip(cut));
        context.RemoveRange(cut, context.Count - cut);
        for (var more = 1; more <= LongestTail && WholeLength(token) < token.Count && place + more < probes.Context
            && probes.Targets[at + more] >= 0; more++)
            Append(token, tokenizer, probes.Targets[at + more]);
        return new(isGained, row, Encoding.UTF8.GetString([.. context]), Encoding.UTF8.GetString([.. token]));
    }

    private static void Append(List<byte> to, Tokenizer tokenizer, long id)
    {
        if (id >= 0 && id < tokenizer.Count && !tokenizer.IsSpecial((int)id)) to.AddRange(tokenizer.Bytes((int)id));
        else if (to.Count > 0 && to[^1] != ' ') to.AddRange(" ⏎ "u8);   // a text or a turn begins or ends
    }

    /// <summary>Bytes before a character that is cut off at the end.</summary>
    private static int WholeLength(List<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(4, bytes.Count); back++)
        {
            var lead = bytes[^back];
            if ((lead & 0xC0) == 0x80) continue;
            var needs = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
            return needs > back ? bytes.Count - back : bytes.Count;
        }
        return bytes.Count;
    }
}

/// <summary>A token that turned right or wrong.</summary>
/// <param name="IsGained">Right now, and not before.</param>
/// <param name="Row">The probe.</param>
/// <param name="Context">What stands before it.</param>
/// <param name="Token">The token, with what is needed for whole characters.</param>
internal sealed record ProbeFlip(bool IsGained, int Row, string Context, string Token);
