// Words that results are written with, for people of both languages. A word that nobody knows is quoted: another
// program may have written the result.
// Source: ours.

using Jaram.Assay.Provenance.Judging;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Scorecards.Evidence;

/// <summary>Puts words of results into sentences.</summary>
internal static class EvidenceWords
{
    private static readonly Dictionary<string, string> _committed = new()
    {
        ["design"] = "구조", ["recipe"] = "조리법", ["tokenizer"] = "토크나이저", ["text"] = "글", ["program"] = "프로그램",
        ["first weights"] = "첫 가중치",
    };

    /// <summary>Parts of a model, as a scan names them.</summary>
    public static Wording Components(IEnumerable<string> words) =>
        List(words.Select(word => Known(word, out Component part) ? ScanWording.Of(part) : Wording.Quoted(word)));

    /// <summary>Tests, as a scan names them.</summary>
    public static Wording Tests(IEnumerable<string> words) =>
        List(words.Select(word => Known(word, out TestKind kind) ? ScanWording.Of(kind) : Wording.Quoted(word)));

    /// <summary>What a ledger committed to.</summary>
    public static Wording Committed(IEnumerable<string> words) =>
        List(words.Select(word => new Wording(word, _committed.GetValueOrDefault(word, word))));

    private static bool Known<T>(string word, out T value) where T : struct, Enum =>
        Enum.TryParse(word, ignoreCase: true, out value) && Enum.IsDefined(value) && !word.Any(char.IsAsciiDigit);

    private static Wording List(IEnumerable<Wording> words)
    {
        var all = words.ToList();
        return new(string.Join(", ", all.Select(word => word.En)), string.Join(", ", all.Select(word => word.Ko)));
    }
}
