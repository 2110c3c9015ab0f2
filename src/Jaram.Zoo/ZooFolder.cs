// A zoo on disk: its family tree, its texts and its animals. Whoever stops it and calls it again goes on; what is there is
// not raised again.
//
//   zoo.json       the family tree: who was made how from whom, and what must be found
//   texts/         tokenizers and shards
//   animals/NAME/  model.safetensors, tokenizer.json, design.json
//   raising/       unfinished runs
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

    private readonly string _path;
    private readonly ZooText _texts;

    /// <param name="path">Where; made if need be.</param>
    /// <param name="plan">Which animals.</param>
    /// <exception cref="ZooException">Another zoo, or something else, is there.</exception>
    public ZooFolder(string path, ZooPlan plan)
    {
        (_path, Plan, Tree) = (path, plan, new(plan));
        Claim();
        _texts = new(In("texts"), plan.Scale);
        Enclosure = new(In("animals"), _texts);
    }

    /// <summary>Its animals.</summary>
    public ZooPlan Plan { get; }

    /// <summary>How they are related.</summary>
    public FamilyTree Tree { get; }

    /// <summary>Where they live.</summary>
    internal Enclosure Enclosure { get; }

    /// <summary>Raises all animals that are not there.</summary>
    /// <param name="threads">Threads that compute.</param>
    /// <param name="told">Told of the animal at hand.</param>
    /// <param name="stop">Ends it after the step at hand.</param>
    /// <exception cref="OperationCanceledException">Somebody asked to stop; the next call goes on.</exception>
    public void Raise(int threads, Action<ZooProgress> told, CancellationToken stop)
    {
        Directory.CreateDirectory(In("animals"));
        var at = 0;
        var keeper = new Keeper(Plan, _texts, Enclosure, new(Plan.Scale, In("raising"), stop), threads, stop)
        {
            Told = (name, step, steps) => told(new(ZooStage.Raising, name, at, Plan.Animals.Count, step, steps)),
        };
        foreach (var animal in Plan.Animals)
        {
            stop.ThrowIfCancellationRequested();
            if (!Enclosure.Has(animal.Name)) keeper.Make(animal);
            at++;
        }
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
