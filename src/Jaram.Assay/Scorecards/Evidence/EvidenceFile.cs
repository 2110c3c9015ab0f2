// A result that another verb wrote, kept beside the card: every number of a card stands in one of these.
// Source: ours; docs/formats/scorecard.md.

using System.Text.Json;
using Jaram.Checkpoints;

namespace Jaram.Assay.Scorecards.Evidence;

/// <summary>A result that speaks for a candidate.</summary>
/// <param name="Candidate">Whom it speaks of.</param>
/// <param name="Kind">The verb that wrote it: one of <see cref="Kinds"/>.</param>
/// <param name="File">Where it lies, seen from the card.</param>
/// <param name="Digest">SHA-256 of the file.</param>
/// <param name="Again">The command that makes it again; "" if nobody wrote it down.</param>
/// <param name="Root">What it says.</param>
public sealed record EvidenceFile(
    string Candidate, string Kind, string File, Digest Digest, string Again, JsonElement Root)
{
    /// <summary>A scan of weights, the check of a ledger, what was laid open, a design's originality, costs, tasks, a
    /// comparison, an extension.</summary>
    public static readonly IReadOnlyList<string> Kinds =
        ["scan", "verify", "disclosure", "originality", "cost", "tasks", "comparison", "extension"];

    private static readonly JsonDocumentOptions _reading = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a result.</summary>
    /// <exception cref="AssayException">It is no result of a verb that a card knows.</exception>
    public static EvidenceFile Read(string candidate, string file, byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes, _reading);
            var root = json.RootElement;
            var kind = Text(root, "event");
            return Kinds.Contains(kind)
                ? new(candidate, kind, file, Digest.Of(bytes), Text(root, "again"), root.Clone())
                : throw new AssayException($"{file}: its event is '{kind}', a card reads {string.Join(", ", Kinds)}; "
                    + "write it with one of these verbs and --json");
        }
        catch (JsonException wrong)
        {
            throw new AssayException($"{file}: is no result in JSON: {wrong.Message.Split('\n')[0]}");
        }
    }

    private static string Text(JsonElement root, string key) => root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}

/// <summary>All that is known of one candidate, one result of a kind.</summary>
/// <param name="candidate">Whom it speaks of.</param>
/// <param name="files">Its results.</param>
/// <param name="problems">Why a kind could not be had.</param>
public sealed class EvidenceSet(
    string candidate, IEnumerable<EvidenceFile> files, IReadOnlyDictionary<string, Wording> problems)
{
    private readonly Dictionary<string, EvidenceFile> _byKind = Unlike(candidate, files);

    /// <summary>Whom it speaks of.</summary>
    public string Candidate => candidate;

    /// <summary>The design's name, by whichever result tells it; "" if none does.</summary>
    public string Design => _byKind.TryGetValue("cost", out var cost) ? cost.Root.Text("design")
        : _byKind.TryGetValue("originality", out var original) ? original.Root.Text("name") : "";

    /// <summary>The result of a kind, or why there is none.</summary>
    public bool TryFind(string kind, out EvidenceFile file, out Wording why)
    {
        why = problems.TryGetValue(kind, out var problem)
            ? new Wording("could not be measured: ", "재지 못했습니다: ") + problem
            : new($"not measured: no result of {kind} was handed over", $"재지 않음: {kind} 결과를 받지 못했습니다");
        return _byKind.TryGetValue(kind, out file!);
    }

    private static Dictionary<string, EvidenceFile> Unlike(string candidate, IEnumerable<EvidenceFile> files)
    {
        var byKind = new Dictionary<string, EvidenceFile>();
        foreach (var file in files)
            if (!byKind.TryAdd(file.Kind, file))
                throw new AssayException($"{candidate}: {byKind[file.Kind].File} and {file.File} are both results of "
                    + $"{file.Kind}; hand over one");
        return byKind;
    }
}
