// From a wish to a card: whatever could be wrong with rubric, entries and results is said before anything is measured.
// Source: ours.

using System.Collections.Immutable;
using Jaram.Assay.Scorecards.Cards;
using Jaram.Assay.Scorecards.Evidence;
using Jaram.Assay.Scorecards.Rubrics;
using Jaram.Cli.History;

namespace Jaram.Cli.Judging;

/// <summary>Makes a card.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="wish">What is asked for.</param>
internal sealed class CardMaking(Desk desk, CardWish wish)
{
    /// <summary>Makes it and writes its folder.</summary>
    /// <exception cref="MisuseException">The wish names what is not there.</exception>
    /// <exception cref="Assay.AssayException">Rubric, entries or a result are not what they should be.</exception>
    public MadeCard Make()
    {
        var rubricBytes = File.ReadAllBytes(wish.Rubric);
        var rubric = RubricReader.Read(rubricBytes, wish.Rubric);
        var names = CandidateLook.All(desk, wish.Candidates);
        var entered = wish.Entries == "" ? [] : File.ReadAllBytes(wish.Entries);
        ImmutableArray<Entries> entries = wish.Entries == "" ? []
            : [Entries.Read(entered, wish.Entries, rubric, [.. names.Select(one => one.Name)])];
        var handed = wish.Evidence.Select(word => Handed(word, names)).ToList();
        var folder = CardFolder.Begin(desk, wish.Folder);
        var assessment = new Assessment
        {
            Made = Units.Stamp(desk.Time.GetUtcNow()), Again = wish.Again, Rubric = rubric,
            RubricFile = folder.PutRubric(rubricBytes),
            Entries = [.. entries.Select(one => (one, folder.PutEntries(entered)))], Candidates = [], Evidence = [],
        };
        assessment = Gathered(assessment, names, handed, folder);
        var card = assessment.Judge();
        return new(card, rubric, folder.Finish(desk, card, rubric));
    }

    private Assessment Gathered(Assessment assessment, IReadOnlyList<CandidateName> names,
        List<(CandidateName Whose, EvidenceFile Read, byte[] Bytes)> handed, CardFolder folder)
    {
        var gathering = new Gathering(desk, wish);
        List<EvidenceFile> evidence = [];
        List<(CandidateName, ImmutableArray<Problem>)> judged = [];
        foreach (var (at, name) in names.Index())
        {
            var own = handed.Where(one => one.Whose == name).ToList();
            evidence.AddRange(own.Select(one => folder.Put(at, name.Name, one.Bytes)));
            judged.Add((name, [.. gathering.Make(name, own.Select(one => one.Read.Kind).ToHashSet(),
                result => evidence.Add(folder.Put(at, name.Name, CardFolder.BytesOf(result))))]));
        }
        return assessment with { Candidates = [.. judged], Evidence = [.. evidence] };
    }

    /// <summary>A result and whose it is: said before an equals sign, or else that of the only candidate.</summary>
    private (CandidateName, EvidenceFile, byte[]) Handed(string word, IReadOnlyList<CandidateName> names)
    {
        var named = names.FirstOrDefault(one => word.StartsWith(one.Name + "=", StringComparison.Ordinal)
            || word.StartsWith(one.Word + "=", StringComparison.Ordinal));
        var path = named is null ? word : word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..];
        var all = string.Join(", ", names.Select(one => one.Name));
        var whose = named ?? (names is [var only] ? only : throw new MisuseException(desk.Say(
            $"--evidence {word}: whose is it? Write NAME=FILE with one of {all}",
            $"--evidence {word}: 누구의 것인지 이름=파일로 적으세요. 이름: {all}")));
        if (!File.Exists(path))
            throw new MisuseException(desk.Say($"--evidence {path}: is no file; correct the path",
                $"--evidence {path}: 그런 파일이 없습니다. 경로를 고치세요"));
        var bytes = File.ReadAllBytes(path);
        return (whose, EvidenceFile.Read(whose.Name, path, bytes), bytes);
    }
}

/// <summary>A card that was made.</summary>
/// <param name="Card">The card.</param>
/// <param name="Rubric">What it was judged by.</param>
/// <param name="Key">The key that signed it.</param>
internal sealed record MadeCard(Scorecard Card, Rubric Rubric, string Key)
{
    /// <summary>Whether a gate shuts one of some candidates out.</summary>
    /// <param name="words">What the user calls them.</param>
    public bool ShutsOut(IReadOnlyCollection<string> words) => Card.Candidates.Any(one =>
        one.Outcome == GateOutcome.Fails && words.Contains(one.Candidate.Word));
}
