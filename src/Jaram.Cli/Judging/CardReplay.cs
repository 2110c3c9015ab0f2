// Checks a card again: its signature, every file beside it, every point by making the card anew from these, the weights
// that it speaks of, and what is cheap to measure once more. Each thing that is wrong or missing is one line.
// Source: ours.

using System.Text.Json;
using System.Text.Json.Nodes;
using Jaram.Assay;
using Jaram.Assay.Scorecards.Cards;
using Jaram.Assay.Scorecards.Evidence;
using Jaram.Assay.Scorecards.Rubrics;
using Jaram.Checkpoints;
using Jaram.Ledger;

namespace Jaram.Cli.Judging;

/// <summary>What became of one check.</summary>
internal enum ReplayOutcome
{
    /// <summary>As the card says.</summary>
    Held,

    /// <summary>Not as the card says, or missing.</summary>
    Failed,

    /// <summary>Cannot be looked at from here.</summary>
    NotMade,
}

/// <summary>A check and what came of it.</summary>
/// <param name="What">What was looked at.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Says">In a line.</param>
internal sealed record ReplayLine(string What, ReplayOutcome Outcome, string Says);

/// <summary>Checks a card.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="path">The card.</param>
/// <param name="keys">Whose card it must be.</param>
/// <param name="wish">How models are checked; its candidates are those of the card.</param>
internal sealed class CardReplay(Desk desk, string path, IReadOnlyCollection<VerifierKey> keys, CardWish wish)
{
    private const int MostDifferences = 20;
    private static readonly string[] _verified = ["level", "flaws"], _original = ["tier", "bits", "predecessors"];

    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
    private readonly Gathering _gathering = new(desk, wish);
    private readonly List<ReplayLine> _lines = [];

    /// <summary>Makes all checks.</summary>
    /// <exception cref="ScorecardException">It is no card.</exception>
    public IReadOnlyList<ReplayLine> Make()
    {
        var bytes = File.ReadAllBytes(path);
        CheckSignature(bytes);
        var card = ScorecardFile.Read(bytes, path);
        var rubric = Files(card.Rubric.File, card.Rubric.Sha256);
        var entries = card.Entries.Select(file => (file.File, Bytes: Files(file.File, file.Sha256))).ToList();
        var evidence = card.Evidence.Select(line => (Line: line, Bytes: Files(line.File, line.Sha256))).ToList();
        if (rubric is not null && entries.All(one => one.Bytes is not null)
            && evidence.All(one => one.Bytes is not null))
            CheckPoints(card, rubric, entries!, evidence!);
        else Add("points", ReplayOutcome.NotMade, desk.Say("cannot be made again without these files",
            "이 파일들 없이는 다시 계산할 수 없습니다"));
        foreach (var candidate in card.Candidates) CheckModel(card, candidate.Candidate);
        return _lines;
    }

    private void CheckSignature(byte[] bytes)
    {
        var file = Path.Combine(_folder, CardFolder.SignatureFile);
        if (!File.Exists(file))
        {
            Add("signature", ReplayOutcome.Failed, desk.Say($"{CardFolder.SignatureFile} is missing",
                $"{CardFolder.SignatureFile}이(가) 없습니다"));
            return;
        }
        IReadOnlyList<NamedFile> signed = [];
        Try("signature", () =>
        {
            var signature = CardSignature.Read(File.ReadAllBytes(file), keys, CardFolder.CardFile, file);
            signed = signature.Files;
            signature.MustHold(bytes, file);
            return string.Join(", ", signature.Keys.Select(key => key.Label));
        });
        foreach (var page in new[] { CardFolder.PageFile, CardFolder.PaperFile })
            if (signed.FirstOrDefault(one => one.File == page) is { } named) Files(page, named.Sha256);
            else if (File.Exists(Path.Combine(_folder, page)))
                Add(page, ReplayOutcome.NotMade, desk.Say("no signature that is believed is over it",
                    "믿을 수 있는 서명이 이 파일을 다루지 않습니다"));
    }

    /// <summary>Reads a file beside the card and compares its digest.</summary>
    private byte[]? Files(string file, string digest)
    {
        var place = Path.GetFullPath(Path.Combine(_folder, file));
        if (!place.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            Add(file, ReplayOutcome.Failed, desk.Say("lies outside of the card's folder, and is not read",
                "감정서의 폴더 밖이라 읽지 않습니다"));
            return null;
        }
        if (!File.Exists(place))
        {
            Add(file, ReplayOutcome.Failed, desk.Say("is missing", "없습니다"));
            return null;
        }
        var bytes = File.ReadAllBytes(place);
        var found = Digest.Of(bytes).ToString();
        if (found == digest) Add(file, ReplayOutcome.Held, found[..12]);
        else Add(file, ReplayOutcome.Failed, desk.Say(
            $"was altered: SHA-256 {found[..12]}, it was {Start(digest)} when the card was signed",
            $"바뀌었습니다: SHA-256 {found[..12]}, 감정서에 서명할 때는 {Start(digest)}"));
        return bytes;
    }

    private void CheckPoints(Scorecard card, byte[] rubric, List<(string File, byte[] Bytes)> entries,
        List<(EvidenceLine Line, byte[] Bytes)> evidence) => Try("points", () =>
    {
        var read = RubricReader.Read(rubric, card.Rubric.File);
        var names = card.Candidates.Select(one => one.Candidate.Name).ToList();
        var again = new Assessment
        {
            Made = card.Made, Again = card.Again, Rubric = read, RubricFile = card.Rubric.File,
            Entries = [.. entries.Select(one => (Entries.Read(one.Bytes, one.File, read, names), one.File))],
            Candidates = [.. card.Candidates.Select(one => (one.Candidate, one.Problems))],
            Evidence = [.. evidence.Select(one => EvidenceFile.Read(one.Line.Candidate, one.Line.File, one.Bytes))],
        }.Judge();
        var differences = CardDifference.Between(card, again);
        foreach (var one in differences.Take(MostDifferences))
            Add(one.Path, ReplayOutcome.Failed, desk.Say($"says {one.Told}, its results give {one.Found}",
                $"{one.Told}(이)라고 하지만 근거로 다시 계산하면 {one.Found}"));
        return differences.Count == 0
            ? desk.Say($"{read.Items.Length} items of {names.Count} candidates made again, all the same",
                $"후보 {names.Count}개의 항목 {read.Items.Length}개를 다시 계산해 모두 같음")
            : throw new AssayException(desk.Say($"{differences.Count} places differ", $"{differences.Count}곳이 다릅니다"));
    });

    private void CheckModel(Scorecard card, CandidateName candidate)
    {
        if (candidate.Identity == "" || !Directory.Exists(candidate.Word.Split('@')[0]) && !File.Exists(candidate.Word))
        {
            Add(candidate.Name, ReplayOutcome.NotMade, desk.Say(
                $"{candidate.Word} is not here: its weights are not compared",
                $"{candidate.Word}이(가) 여기 없어 가중치를 견주지 못합니다"));
            return;
        }
        Try(candidate.Name, () =>
        {
            var (found, says) = CandidateLook.Identity(desk, candidate.Word);
            return found == candidate.Identity ? desk.Say(says.En, says.Ko)
                : throw new AssayException(desk.Say(
                    $"is {found[..12]} now, the card speaks of {Start(candidate.Identity)}",
                    $"지금은 {found[..12]}인데 감정서는 {Start(candidate.Identity)}에 대한 것입니다"));
        });
        Repeat(card, candidate, "verify", "jaram verify ", _verified, () => _gathering.Verify(candidate.Word));
        Repeat(card, candidate, "originality", "jaram design ", _original,
            () => _gathering.Originality(candidate.Word));
    }

    /// <summary>Measures something once more, if the card has it from that very verb.</summary>
    private void Repeat(Scorecard card, CandidateName candidate, string kind, string verb, string[] members,
        Func<JsonObject> make)
    {
        var line = card.Evidence.FirstOrDefault(one => one.Candidate == candidate.Name && one.Kind == kind);
        if (line is null || !line.Again.StartsWith(verb, StringComparison.Ordinal)
            || !File.Exists(Path.Combine(_folder, line.File))) return;
        Try($"{candidate.Name}: {kind}", () =>
        {
            var (now, then) = (make(), JsonNode.Parse(File.ReadAllBytes(Path.Combine(_folder, line.File))));
            if (members.FirstOrDefault(member => !JsonNode.DeepEquals(now[member], then?[member])) is not { } other)
                return desk.Say($"measured again, the same ({line.Again})", $"다시 재어 같음 ({line.Again})");
            var (found, told) = (now[other]?.ToJsonString() ?? "-", then?[other]?.ToJsonString() ?? "-");
            throw new AssayException(desk.Say($"{other} is {found} now, the card has {told}",
                $"{other}이(가) 지금은 {found}, 감정서에는 {told}"));
        });
    }

    private void Try(string what, Func<string> check)
    {
        try
        {
            Add(what, ReplayOutcome.Held, check());
        }
        catch (Exception failure) when (Refusals.IsForeseen(failure) || failure is JsonException)
        {
            Add(what, ReplayOutcome.Failed, failure.Message.ReplaceLineEndings(" "));
        }
    }

    private void Add(string what, ReplayOutcome outcome, string says) => _lines.Add(new(what, outcome, says));

    private static string Start(string digest) => digest.Length > 12 ? digest[..12] : digest;
}
