// A zoo on disk: its family tree, its texts and its animals. Whoever stops it and calls it again goes on; what is there
// is not raised again.
//
//   zoo.json       the family tree: who was made how from whom, and what must be found
//   texts/         tokenizers and shards
//   animals/NAME/  model.safetensors, tokenizer.json, zoo-design.json, raised.json
//   raising/       unfinished runs
//   turns/         locks: who makes what, where several processes raise one zoo
//
// Source: ours.

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jaram.Zoo.Planning;
using Jaram.Zoo.Rearing;

namespace Jaram.Zoo;

/// <summary>The folder of a zoo.</summary>
public sealed class ZooFolder
{
    private static readonly JsonSerializerOptions _readable = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(200);

    private readonly string _path;
    private readonly Turns _turns;

    /// <param name="path">Where; made if need be.</param>
    /// <param name="plan">Which animals.</param>
    /// <param name="time">Tells others since when something is being made.</param>
    /// <exception cref="ZooException">Another zoo, or something else, is there.</exception>
    public ZooFolder(string path, ZooPlan plan, TimeProvider time)
    {
        (_path, Plan, Tree) = (path, plan, new(plan));
        Claim();
        _turns = new(In("turns"), time);
        Texts = new(In("texts"), plan.Scale, _turns);
        Enclosure = new(In("animals"), Texts);
    }

    /// <summary>Its animals.</summary>
    public ZooPlan Plan { get; }

    /// <summary>How they are related.</summary>
    public FamilyTree Tree { get; }

    /// <summary>What they read.</summary>
    internal ZooText Texts { get; }

    /// <summary>Where they live.</summary>
    internal Enclosure Enclosure { get; }

    /// <summary>Raises all animals that are not there. Several processes may raise one zoo: each takes the next animal
    /// that nobody is raising.</summary>
    /// <param name="threads">Threads that compute what teachers write.</param>
    /// <param name="told">Told of the animal at hand.</param>
    /// <param name="stop">Ends it after the step at hand.</param>
    /// <exception cref="OperationCanceledException">Somebody asked to stop; the next call goes on.</exception>
    public void Raise(int threads, Action<ZooProgress> told, CancellationToken stop)
    {
        Directory.CreateDirectory(In("animals"));
        List<Animal> left = [.. Plan.Animals];
        var keeper = new Keeper(Plan, Texts, Enclosure, new(Plan.Scale, In("raising"), stop), threads, stop)
        {
            Told = (name, step, steps) => told(new(ZooStage.Raising, name, Plan.Animals.Count - left.Count,
                Plan.Animals.Count, step, steps)),
        };
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            left.RemoveAll(animal => Enclosure.Has(animal.Name));
            if (left.Count == 0) break;
            var isMade = false;
            foreach (var animal in left.Where(animal => animal.Making.From.All(Enclosure.Has)))
            {
                if (_turns.TryTake($"raising {animal.Name}") is not { } turn) continue;
                using (turn)
                    if (!Enclosure.Has(animal.Name)) keeper.Make(animal);
                isMade = true;
                break;
            }
            if (!isMade) stop.WaitHandle.WaitOne(_patience);            // others have what could be made now
        }
        if (Directory.Exists(In("raising"))) Directory.Delete(In("raising"), recursive: true);
    }

    private void Claim()
    {
        var (file, tree) = (In("zoo.json"), TreeJson());
        if (File.Exists(_path) || Directory.Exists(_path) && !File.Exists(file)
            && Directory.EnumerateFileSystemEntries(_path).Any())
            throw new ZooException($"{_path}: holds something else; name an empty folder, or one that is not there");
        if (File.Exists(file))
        {
            if (!File.ReadAllBytes(file).AsSpan().SequenceEqual(tree))
                throw new ZooException($"{file}: is the family tree of another zoo (another --size, or another version "
                    + "of the program); name another folder");
            return;
        }
        Directory.CreateDirectory(_path);
        File.WriteAllBytes(file + ".tmp", tree);
        File.Move(file + ".tmp", file);
    }

    private byte[] TreeJson() => [.. JsonSerializer.SerializeToUtf8Bytes(new
    {
        Plan.Scale,
        Animals = Plan.Animals.Select(animal => new
        {
            animal.Name, animal.Kind, animal.Making,
            Expected = animal.Against.Select(other => new
            {
                Of = other, Kinship = Tree.Between(animal.Name, other), Parts = Tree.PartsOf(animal.Name, other),
                Layers = Tree.Layers(animal.Name, other),
            }),
        }),
    }, _readable), (byte)'\n'];

    private string In(string name) => Path.Combine(_path, name);
}

/// <summary>What is being done.</summary>
public enum ZooStage
{
    /// <summary>An animal is raised.</summary>
    Raising,

    /// <summary>An animal is scanned.</summary>
    Scanning,
}

/// <summary>How far a zoo is.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Name">To whom.</param>
/// <param name="Done">Animals that are done.</param>
/// <param name="All">Of how many.</param>
/// <param name="Step">Steps of this one.</param>
/// <param name="Steps">Of how many.</param>
public readonly record struct ZooProgress(ZooStage Stage, string Name, int Done, int All, long Step, long Steps);
