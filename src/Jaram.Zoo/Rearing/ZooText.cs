// What animals read: three invented worlds, their conversations alone, and what teachers write; each as shards of the
// tokenizer that reads it.
// Source: Jaram.Village.

using Jaram.Tokenizers;
using Jaram.Training.Data;
using Jaram.Village;
using Jaram.Zoo.Planning;
using Document = Jaram.Training.Data.Document;
using Prose = Jaram.Village.Prose;
using Turn = Jaram.Training.Data.Turn;

namespace Jaram.Zoo.Rearing;

/// <summary>The texts of a zoo, in its folder; each is made once.</summary>
/// <param name="folder">Where they lie.</param>
/// <param name="scale">How many people the worlds have.</param>
/// <param name="turns">Other processes may want the same text.</param>
internal sealed class ZooText(string folder, ZooScale scale, Turns turns)
{
    /// <summary>The tokenizer that all but re-tokenised animals have.</summary>
    public const string Own = "own";

    /// <summary>The tokenizer of re-tokenised animals.</summary>
    public const string Other = "other";

    private const string Desk = "-desk";
    private const double HeldOut = 0.02;
    private const int MostHeldOut = 24;

    private static readonly ShardOptions _shards = new() { HeldOutFraction = HeldOut, MaxHeldOut = MostHeldOut };

    private static readonly Dictionary<string, (ulong Seed, Language[] Languages)> _worlds = new()
    {
        ["a"] = (11, [Language.English]), ["b"] = (12, [Language.English]),
        ["mix"] = (13, [Language.Korean, Language.English]), ["respelt"] = (14, [Language.Korean, Language.English]),
    };

    private readonly Dictionary<string, Tokenizer> _tokenizers = [];

    /// <summary>A tokenizer; both learn from worlds, the other one from a world that nothing else is raised on.
    /// </summary>
    public Tokenizer Tokenizer(string name)
    {
        if (_tokenizers.TryGetValue(name, out var known)) return known;
        var path = PathOf(name);
        using var turn = turns.Take($"tokenizer {name}");
        if (!File.Exists(path))
        {
            var worlds = name == Own ? new[] { "a", "b", "mix" } : ["respelt"];
            var made = BpeTrainer.Train(worlds.SelectMany(Read).SelectMany(Texts),
                new() { Vocabulary = name == Own ? scale.Vocabulary : scale.OtherVocabulary });
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(path + ".tmp", made.ToJson());
            File.Move(path + ".tmp", path);
        }
        return _tokenizers[name] = Tokenizers.Tokenizer.Load(path);
    }

    /// <summary>A tokenizer's file.</summary>
    public string PathOf(string tokenizer) => Path.Combine(folder, tokenizer + ".json");

    /// <summary>A world's shards, or those of its conversations alone, as in <c>a-desk</c>.</summary>
    public ShardFolder Open(string text, string tokenizer) => Open($"{text}-{tokenizer}", Read(text),
        Tokenizer(tokenizer), Encode);

    /// <summary>What a teacher wrote, as shards.</summary>
    /// <param name="teacher">Who.</param>
    /// <param name="texts">Ids of each text; asked for if the shards are not there.</param>
    public ShardFolder OpenTaught(string teacher, Func<IReadOnlyList<int[]>> texts)
    {
        var name = $"taught-{teacher}";
        using var turn = turns.Take($"teacher {teacher}");
        IReadOnlyList<int[]> written = IsThere(name) ? [] : texts();
        var own = Tokenizer(Own);
        return Open(name, written.Select((ids, at) => Made(name, at, new Content.Prose(own.Decode(ids)))), own,
            (_, document, into) => into.AddRange(written[(int)document.Place.Line - 1]));
    }

    private static Document Made(string origin, int at, Content content) =>
        new() { Content = content, Place = new(origin, at + 1), Licence = "CC0-1.0" };

    private ShardFolder Open(string name, IEnumerable<Document> documents, Tokenizer tokenizer,
        Action<Tokenizer, Document, List<int>> encode)
    {
        var path = Path.Combine(folder, name);
        using var turn = turns.Take($"text {name}");
        if (!IsThere(name))
        {
            using var writer = new ShardWriter(path, new()
            {
                Bos = Tokenizers.Tokenizer.Bos, End = Tokenizers.Tokenizer.End, Vocabulary = tokenizer.Count,
                Digest = tokenizer.Digest, Encode = (document, into) => encode(tokenizer, document, into),
            }, _shards);
            var cleaner = new Cleaner(new() { NearDuplicates = false, ExactDuplicates = false });
            foreach (var document in cleaner.Keep(Corpus.Of(documents))) writer.Add(document);
            writer.Finish(cleaner.Report);
        }
        return ShardFolder.Open(path);
    }

    private bool IsThere(string name) => File.Exists(Path.Combine(folder, name, ShardManifest.FileName));

    private static void Encode(Tokenizer tokenizer, Document document, List<int> into)
    {
        if (document.Content is Content.Conversation talk)
            into.AddRange(ChatTemplate.Encode(tokenizer, talk.Turns.Select(turn =>
                new ChatMessage(Enum.Parse<ChatRole>(turn.Role, ignoreCase: true), turn.Text))));
        else tokenizer.Encode(document.Content.Text, into);
    }

    private static IEnumerable<string> Texts(Document document) => document.Content is Content.Conversation talk
        ? talk.Turns.Select(turn => turn.Text)
        : [document.Content.Text];

    private IEnumerable<Document> Read(string text)
    {
        var isDesk = text.EndsWith(Desk, StringComparison.Ordinal);
        var name = isDesk ? text[..^Desk.Length] : text;
        var (seed, languages) = _worlds[name];
        var world = World.Build(new() { Seed = seed, People = scale.People, Languages = languages });
        return world.Documents.Where(document => !isDesk || document is Conversation)
            .Select((document, at) => Made(name, at, document switch
            {
                Prose prose => new Content.Prose(prose.Text),
                Conversation talk => new Content.Conversation([.. talk.Turns.SelectMany(turn =>
                    new Turn[] { new("user", turn.User), new("assistant", turn.Assistant) })]),
                _ => throw new System.Diagnostics.UnreachableException(),
            }));
    }
}
