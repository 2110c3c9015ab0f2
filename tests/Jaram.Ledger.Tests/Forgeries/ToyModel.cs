using System.Text.Json;
using Jaram.Checkpoints;
using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying;
using Jaram.Ledger.Verifying.Replaying;

namespace Jaram.Ledger.Tests.Forgeries;

/// <summary>A toy's whole folder in memory: entries, blobs, versions, and what lies beside them.</summary>
internal sealed class ToyModel
{
    public List<GrowthEntry> Entries { get; private init; } = [];

    public Dictionary<Digest, byte[]> Blobs { get; private init; } = [];

    public Dictionary<Digest, ToyVersion> Store { get; private init; } = [];

    /// <summary>What witnesses were asked for while the model was raised: how many entries there were, and
    /// when.</summary>
    public List<(long Size, DateTimeOffset Time)> Published { get; private init; } = [];

    /// <summary>recipe.json in the model's folder.</summary>
    public byte[] Recipe { get; set; } = [];

    public Digest Design { get; init; }

    public Digest Tokenizer { get; init; }

    public GrowthHistory History => new(Entries, Blob);

    public IReadOnlyList<GrowthEntry.Made> Versions => [.. Entries.OfType<GrowthEntry.Made>()];

    public ToyModel Copy() => new()
    {
        Entries = [.. Entries], Blobs = new(Blobs), Store = new(Store), Published = [.. Published], Recipe = Recipe,
        Design = Design, Tokenizer = Tokenizer,
    };

    public byte[] Blob(Digest digest) => Blobs.TryGetValue(digest, out var bytes)
        ? bytes
        : throw new LedgerException($"blob {digest} is missing");

    public Digest Keep(byte[] blob)
    {
        var digest = Digest.Of(blob);
        Blobs[digest] = blob;
        return digest;
    }

    public Digest Keep(TensorListing listing) =>
        Keep(JsonSerializer.SerializeToUtf8Bytes(listing, GrowthJson.Default.TensorListing));

    public Digest Keep(IReadOnlyList<StepRecord> steps) =>
        Keep(JsonSerializer.SerializeToUtf8Bytes(steps, GrowthJson.Default.IReadOnlyListStepRecord));

    /// <summary>Changes an entry and lets all later versions follow in name, as a forger does who has the maker's
    /// key.</summary>
    public void Change(int index, Func<GrowthEntry, GrowthEntry> change)
    {
        var before = Entries[index];
        Entries[index] = change(before);
        if (before is GrowthEntry.Made old && Entries[index] is GrowthEntry.Made now)
            Rename(index, old.Version.Version, now.Version.Version);
    }

    /// <summary>Puts other content into a version, and signs everything anew.</summary>
    public void Replace(int index, ToyVersion content)
    {
        var made = (GrowthEntry.Made)Entries[index];
        Store.Remove(made.Version.Version);
        Store[content.Name] = content;
        Change(index, entry => Describe((GrowthEntry.Made)entry, content));
    }

    /// <summary>A version's entry with everything that follows from its content.</summary>
    public GrowthEntry.Made Describe(GrowthEntry.Made made, ToyVersion content) => made with
    {
        Version = made.Version with
        {
            Version = content.Name, Weights = content.WeightsDigest, Optimizer = content.OptimizerDigest,
            State = Digest.Of(content.State), Tensors = Keep(content.Listing), Probes = Probe(content),
        },
    };

    public static float[] Probe(ToyVersion version) =>
        [.. ToyText.HeldOut.Select(words => (float)ToyNet.Loss(version.Weights, [words], null))];

    /// <summary>Trains a version's segment again, as the ledger lists it, from the parent as stored.</summary>
    public ReplayedSegment Replay(GrowthEntry.Made made)
    {
        var (history, version) = (History, made.Version);
        var parent = Store[version.Parents[0]];
        var recipe = ToyRecipe.Read(Blob(history.PlanOf(made)!.Plan.Recipe));
        var segment = ToyTrainer.Train(parent, recipe, history.StepsOf(version).Select(s => (s.Step, s.Batch)));
        return new(version.Version, segment.Version.Name, segment.Version.Listing, segment.Version.WeightsDigest, segment.Documents);
    }

    public ReplayAudit Audit(string challenge, int random)
    {
        var chosen = ReplayPlan.Choose(History, challenge, random, []);
        return new(challenge, chosen, [.. chosen.Select(segment => Replay(segment.Made))]);
    }

    public Evidence Evidence(ReplayAudit? replay) => new()
    {
        Versions = version => Store.TryGetValue(version.Version, out var stored) ? stored.Open() : null,
        Recipe = new(
            (recipe, step) => ToyRecipe.Read(recipe.Span).Rate(step),
            (recipe, steps) => Documents(ToyRecipe.Read(recipe.Span), steps),
            (recipe, tensor) => ToyRecipe.Read(recipe.Span).Rule(tensor)),
        Files = new(Design, Digest.Of(Recipe), Tokenizer),
        Replay = replay is null ? null : _ => replay,
    };

    private static Digest Documents(ToyRecipe recipe, IReadOnlyList<StepRecord> steps) =>
        ToyText.Hash(steps.SelectMany(step => ToyText.Batch(recipe.Seed, step.Batch)));

    private void Rename(int after, Digest old, Digest now)
    {
        if (old == now) return;
        for (var i = after + 1; i < Entries.Count; i++)
            if (Entries[i] is GrowthEntry.Made made && made.Version.Parents.Contains(old))
                Entries[i] = made with
                {
                    Version = made.Version with
                    {
                        Parents = [.. made.Version.Parents.Select(parent => parent == old ? now : parent)],
                    },
                };
    }
}
