using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Jaram.Training.Data;

/// <summary>Judges documents one by one; the first of several alike stays. Remembers all it has seen, so that one
/// cleaner over several corpora also drops what they share. Not for several threads.</summary>
public sealed class Cleaner(CleaningOptions options)
{
    private readonly Dictionary<UInt128, long> _exact = [];      // digest of the normalised text -> first document
    private readonly NearDuplicates _near = new(options.NearDuplicateSimilarity);
    private readonly SortedDictionary<string, Tally> _dropped = new(StringComparer.Ordinal);
    private readonly long[] _letters = new long[Scripts.Count];
    private readonly List<CorpusFile> _files = [];
    private readonly List<string> _skipped = [];
    private Tally _read, _kept;

    /// <summary>What has been decided so far.</summary>
    public CleaningReport Report => new()
    {
        Read = _read,
        Kept = _kept,
        Dropped = _dropped.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Letters = _letters.Index().Where(count => count.Item > 0)
            .ToImmutableSortedDictionary(count => (Script)count.Index, count => count.Item),
        Files = [.. _files],
        Skipped = [.. _skipped],
        Options = options,
    };

    /// <summary>The documents that stay, in order, one at a time.</summary>
    public IEnumerable<Document> Keep(Corpus corpus) =>
        Judge(corpus).Where(judged => judged.Decision is Decision.Kept).Select(judged => judged.Document);

    /// <summary>Every document with its decision, in order, one at a time.</summary>
    public IEnumerable<Judged> Judge(Corpus corpus)
    {
        _files.AddRange(corpus.Files);
        _skipped.AddRange(corpus.Skipped);
        foreach (var document in corpus)
        {
            var text = document.Content.Text;
            var letters = Scripts.Letters(text, out var characters);
            var decision = Judge(text, letters, characters);
            if (decision is Decision.Kept)
            {
                _kept = _kept.Plus(characters);
                for (var s = 0; s < letters.Length; s++) _letters[s] += letters[s];
            }
            else _dropped[decision.Reason] = _dropped.GetValueOrDefault(decision.Reason).Plus(characters);
            _read = _read.Plus(characters);
            yield return new(_read.Documents - 1, document, decision);
        }
    }

    // The cheap questions first. Only what passes them is remembered for the comparisons.
    private Decision Judge(string text, long[] letters, int characters)
    {
        if (string.IsNullOrWhiteSpace(text)) return new Decision.Empty();
        if (characters < options.MinCharacters) return new Decision.TooShort(characters, options.MinCharacters);
        if (characters > options.MaxCharacters) return new Decision.TooLong(characters, options.MaxCharacters);
        if (ShareOfWanted(letters) is var share && share < options.MinScriptShare)
            return new Decision.OtherScript(share, options.MinScriptShare);

        if (!options.ExactDuplicates && !options.NearDuplicates) return new Decision.Kept();
        var normal = Normalise(text);
        if (options.ExactDuplicates && !_exact.TryAdd(Key(normal), _read.Documents))
            return new Decision.ExactDuplicate(_exact[Key(normal)]);
        if (options.NearDuplicates && normal.Length >= options.NearDuplicateMinCharacters)
            return _near.Judge(_read.Documents, normal);
        return new Decision.Kept();
    }

    private double ShareOfWanted(long[] letters)
    {
        var all = letters.Sum();
        if (options.Scripts.IsEmpty || all == 0) return 1;
        return options.Scripts.Distinct().Sum(script => letters[(int)script]) / (double)all;
    }

    /// <summary>Composed, in lower case, runs of white space as one space and none at the ends.</summary>
    internal static string Normalise(string text)
    {
        text = text.Normalize(NormalizationForm.FormC);
        var normal = new char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c)) normal[length++] = char.ToLowerInvariant(c);
            else if (length > 0 && normal[length - 1] != ' ') normal[length++] = ' ';
        }
        return new string(normal, 0, length).TrimEnd(' ');
    }

    // Half of a SHA-256 is plenty against chance, and against malice as far as dropping a text can do harm.
    private static UInt128 Key(string normal) =>
        MemoryMarshal.Read<UInt128>(SHA256.HashData(Encoding.UTF8.GetBytes(normal)));
}
