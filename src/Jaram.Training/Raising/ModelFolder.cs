// A model is a folder; nothing of it is hidden elsewhere.
//
//   design.json      the architecture
//   recipe.json      seed, rates, stages
//   tokenizer.json   Hugging Face format
//   corpus/          token shards with the index of documents
//   versions/        weights and optimizer state, step by step, packed
//   paused/          the state of a run that was asked to stop
//   ledger/          what was done, and from what: a signed log
//   journal.jsonl    what happened, in order
//
// Source: ours.

using Jaram.Architecture;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Ledger;
using Jaram.Ledger.Growth;
using Jaram.Tokenizers;
using Jaram.Training.Data;

namespace Jaram.Training.Raising;

/// <summary>The files of one model.</summary>
/// <param name="path">The folder.</param>
public sealed class ModelFolder(string path)
{
    private readonly Disk _disk = new();

    /// <summary>The folder.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Where the events of raising are written.</summary>
    public string Journal => In("journal.jsonl");

    /// <summary>Where the ledger lies.</summary>
    public string Ledger => In("ledger");

    /// <summary>The architecture.</summary>
    /// <exception cref="RaisingException">There is no model here.</exception>
    /// <exception cref="DesignException">The file is no design.</exception>
    public Design ReadDesign() => Design.Read(Bytes("design.json"), In("design.json"));

    /// <summary>How it is raised.</summary>
    /// <exception cref="RaisingException">There is no model here, or the file is no recipe.</exception>
    public Recipe ReadRecipe() => Recipe.Read(Bytes("recipe.json"), In("recipe.json"));

    /// <summary>Its tokenizer.</summary>
    /// <exception cref="RaisingException">There is no model here.</exception>
    /// <exception cref="TokenizerException">The file is missing, or no tokenizer.</exception>
    public Tokenizer ReadTokenizer()
    {
        _ = There("design.json");                                       // or no tokenizer is missing, but a model
        return Tokenizer.Load(In("tokenizer.json"));
    }

    /// <summary>Its text.</summary>
    /// <exception cref="DataException">The shards are missing or broken.</exception>
    public ShardFolder OpenCorpus() => ShardFolder.Open(In("corpus"));

    /// <summary>Its versions.</summary>
    /// <param name="optimizerEvery">See <see cref="VersionFolder.In"/>; for those who write.</param>
    /// <param name="branch">Reverts before them; null for the newest branch.</param>
    public VersionFolder Versions(long optimizerEvery = 0, int? branch = null) =>
        VersionFolder.In(Path, _disk, optimizerEvery, branch ?? VersionFolder.NewestBranch(Path, _disk));

    /// <summary>Deletes branches beyond those that the ledger knows of.</summary>
    /// <param name="known">Reverts in the ledger.</param>
    /// <exception cref="CheckpointException">One cannot be deleted.</exception>
    public void DropBranchesBeyond(int known)
    {
        for (var branch = VersionFolder.NewestBranch(Path, _disk); branch > known; branch--)
            VersionFolder.Drop(Path, _disk, branch);
    }

    /// <summary>What its ledger says, whoever signed it; null if it has none.</summary>
    /// <exception cref="RaisingException">There is no model here.</exception>
    /// <exception cref="LedgerException">The ledger is damaged, or of a newer format.</exception>
    public GrowthHistory? FindHistory()
    {
        There("design.json");
        return Directory.Exists(Ledger) ? GrowthHistory.Read(Ledger, _disk, []) : null;
    }

    /// <summary>Its ledger, to be written by the holder of its keys; made if there is none.</summary>
    /// <param name="keys">Ed25519, and what else signs.</param>
    /// <param name="time">The maker's clock.</param>
    /// <exception cref="LedgerException">It is damaged, or of another key.</exception>
    public GrowthLog OpenLedger(IReadOnlyList<SigningKey> keys, TimeProvider time)
    {
        var isThere = Directory.Exists(Ledger);
        var origin = isThere ? TileLog.Open(Ledger, _disk, []).Origin : Origin;
        Signer[] signers = [.. keys.Select(key => key.ForLog(origin))];
        return isThere
            ? GrowthLog.Open(Ledger, signers, _disk, time)
            : GrowthLog.Create(Ledger, signers, _disk, time);
    }

    /// <summary>The name that its ledger is begun under: no two models share it.</summary>
    public string Origin =>
        $"jaram.invalid/{Digest.Of([.. Bytes("design.json"), .. Bytes("tokenizer.json")]).ToString()[..16]}";

    /// <summary>Writes the recipe, all of it or nothing.</summary>
    public void WriteRecipe(Recipe recipe) => Write("recipe.json", recipe.Write());

    /// <summary>Writes what makes a folder with text and tokenizer a model.</summary>
    internal void Write(Recipe recipe, Design design)
    {
        WriteRecipe(recipe);
        Write("design.json", design.Write());                           // last: now it is a model
    }

    /// <summary>Makes a model that is not raised yet: trains its tokenizer, cleans its text and writes it as
    /// shards.</summary>
    /// <param name="design">Its architecture; the vocabulary shrinks to what the text gives.</param>
    /// <param name="text">Opens the text; it is read twice.</param>
    /// <param name="options">What is dropped, and how much is held out.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="progress">Told what is being done.</param>
    /// <exception cref="RaisingException">A model is here already.</exception>
    /// <exception cref="DataException">The text cannot be read, or nothing of it is left after cleaning.</exception>
    public ShardManifest Make(
        Design design, Func<Corpus> text, MakingOptions options, ulong seed, Action<string> progress)
    {
        if (File.Exists(In("design.json")))
            throw new RaisingException($"{Path}: holds a model already; choose another name, or delete the folder");
        Directory.CreateDirectory(Path);
        _disk.SyncFolder(System.IO.Path.GetDirectoryName(Path) ?? Path);
        if (File.Exists(In($"corpus/{ShardManifest.FileName}")))        // of a model that was not finished
            File.Delete(In($"corpus/{ShardManifest.FileName}"));
        progress("training the tokenizer");
        var tokenizer = BpeTrainer.Train(new Cleaner(options.Cleaning).Keep(text()).SelectMany(Texts),
            new() { Vocabulary = design.Vocabulary }, null);
        progress("cleaning the text and writing it as tokens");
        var cleaner = new Cleaner(options.Cleaning);
        ShardManifest manifest;
        using (var writer = new ShardWriter(In("corpus"), Tokens(tokenizer), options.Shards))
        {
            foreach (var document in cleaner.Keep(text())) writer.Add(document);
            manifest = writer.Finish(cleaner.Report);
        }
        _disk.SyncFolder(In("corpus"));
        Write("tokenizer.json", tokenizer.ToJson());
        Write(Recipe.For(design, seed), design with { Vocabulary = tokenizer.Count });
        return manifest;
    }

    /// <summary>How a model's text becomes ids.</summary>
    /// <param name="tokenizer">The model's.</param>
    public static Tokenization Tokens(Tokenizer tokenizer) => new()
    {
        Bos = Tokenizer.Bos, End = Tokenizer.End, Vocabulary = tokenizer.Count, Digest = tokenizer.Digest,
        Encode = (document, into) =>
        {
            if (document.Content is Content.Conversation talk)
                into.AddRange(ChatTemplate.Encode(tokenizer, Messages(talk)));
            else tokenizer.Encode(document.Content.Text, into);
        },
    };

    private static IEnumerable<string> Texts(Document document) =>
        document.Content is Content.Conversation talk ? talk.Turns.Select(turn => turn.Text) : [document.Content.Text];

    private static IEnumerable<ChatMessage> Messages(Content.Conversation talk) =>
        talk.Turns.Select(turn => new ChatMessage(Enum.Parse<ChatRole>(turn.Role, ignoreCase: true), turn.Text));

    private byte[] Bytes(string file) => File.ReadAllBytes(There(file));

    private string There(string file) => File.Exists(In(file))
        ? In(file)
        : throw new RaisingException($"{Path}: is no model, {file} is missing; make one with: jaram new {path}");

    private void Write(string file, byte[] content)
    {
        var draft = In(file + ".tmp");
        using (var stream = File.Create(draft))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, In(file), overwrite: true);
        _disk.SyncFolder(Path);                                         // the name too
    }

    private string In(string file) => System.IO.Path.Combine(Path, file);
}

/// <summary>What happens to text on its way into a model.</summary>
/// <param name="Cleaning">What is dropped.</param>
/// <param name="Shards">How much is held out.</param>
public sealed record MakingOptions(CleaningOptions Cleaning, ShardOptions Shards);
