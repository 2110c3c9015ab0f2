// The folder of a card: the card, its signature, its page and its paper, the rubric, and every result that it rests on.
// Whoever has the folder has all that can be checked without the models.
// Source: ours; docs/formats/scorecard.md.

using System.Text;
using System.Text.Json.Nodes;
using Jaram.Assay.Scorecards.Cards;
using Jaram.Assay.Scorecards.Evidence;
using Jaram.Assay.Scorecards.Rubrics;
using Jaram.Checkpoints;
using Jaram.Cli.Recording;

namespace Jaram.Cli.Judging;

/// <summary>Writes a card's files.</summary>
internal sealed class CardFolder
{
    /// <summary>The card.</summary>
    public const string CardFile = "scorecard.json";

    /// <summary>Its signature, a signed note.</summary>
    public const string SignatureFile = "scorecard.json.sig";

    /// <summary>Its page.</summary>
    public const string PageFile = "scorecard.html";

    /// <summary>The same for paper.</summary>
    public const string PaperFile = "scorecard.pdf";

    /// <summary>The name that cards are signed under.</summary>
    public const string Signer = "jaram.invalid/assay";

    private const string RubricFile = "rubric.json", EntriesFile = "entries.json", Results = "evidence";

    private readonly string _path;

    private CardFolder(string path) => _path = path;

    /// <summary>Begins a folder; an earlier card in it goes.</summary>
    /// <exception cref="MisuseException">It holds something else.</exception>
    public static CardFolder Begin(Desk desk, string path)
    {
        if (File.Exists(path) || Directory.Exists(path) && !File.Exists(Path.Combine(path, RubricFile))
            && Directory.EnumerateFileSystemEntries(path).Any())
            throw new MisuseException(desk.Say($"--out {path}: is there and is no card's folder; choose another",
                $"--out {path}: 이미 있고 감정서의 폴더가 아닙니다. 다른 이름을 쓰세요"));
        Directory.CreateDirectory(path);
        foreach (var old in new[] { CardFile, SignatureFile, PageFile, PaperFile, EntriesFile })
            File.Delete(Path.Combine(path, old));
        var results = Path.Combine(path, Results);
        if (Directory.Exists(results)) Directory.Delete(results, recursive: true);
        Directory.CreateDirectory(results);
        return new(path);
    }

    /// <summary>Keeps the rubric.</summary>
    /// <returns>Where, seen from the card.</returns>
    public string PutRubric(byte[] bytes) => Put(RubricFile, bytes);

    /// <summary>Keeps what evaluators entered.</summary>
    /// <returns>Where, seen from the card.</returns>
    public string PutEntries(byte[] bytes) => Put(EntriesFile, bytes);

    /// <summary>Keeps a result.</summary>
    /// <param name="at">The candidate's place, from 0.</param>
    /// <param name="candidate">Whose result.</param>
    /// <param name="bytes">The result.</param>
    /// <exception cref="Assay.AssayException">It is none that a card knows.</exception>
    public EvidenceFile Put(int at, string candidate, byte[] bytes)
    {
        var read = EvidenceFile.Read(candidate, candidate, bytes);
        var safe = string.Concat(candidate.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-'));
        var file = FormattableString.Invariant($"{Results}/{at + 1}-{safe}.{read.Kind}.json");
        return read with { File = Put(file, bytes) };
    }

    /// <summary>A result in the form in which it is kept.</summary>
    public static byte[] BytesOf(JsonObject result) =>
        Encoding.UTF8.GetBytes(result.ToJsonString(JsonText.Readable) + "\n");

    /// <summary>Writes the card, draws its page and its paper, and signs all three.</summary>
    /// <returns>The key that signed, as others must be given it.</returns>
    public string Finish(Desk desk, Scorecard card, Rubric rubric)
    {
        var bytes = ScorecardFile.Write(card);
        var signer = Keyring.Open(desk)[0].ForLog(Signer);
        var signed = new SignedCard(Digest.Of(bytes).ToString(), signer.Verifier.Label);
        var page = Encoding.UTF8.GetBytes(new CardSheet(desk, card, rubric, signed).ToHtml());
        var paper = new CardPaper(desk, card, rubric, signed).ToPdf();
        foreach (var (file, content) in new[] { (CardFile, bytes), (PageFile, page), (PaperFile, paper) })
            Put(file, content);
        Put(SignatureFile, CardSignature.Sign([Named(CardFile, bytes), Named(PageFile, page), Named(PaperFile, paper)],
            signer));
        return signer.Verifier.ToString();
    }

    private static NamedFile Named(string file, byte[] bytes) => new(file, Digest.Of(bytes).ToString());

    private string Put(string file, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(_path, file), bytes);
        return file;
    }
}
