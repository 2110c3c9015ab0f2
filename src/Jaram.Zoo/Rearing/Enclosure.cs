// Where animals live: a folder each, as others keep models (model.safetensors, tokenizer.json), so that `jaram assay
// scan` takes it; the design lies beside under a name of its own, for a design.json would make it a model raised
// here. One that is there is whole, for it is moved there when it is.
// Source: ours.

using System.Runtime.InteropServices;
using System.Text.Json;
using Jaram.Architecture;
using Jaram.Assay.Provenance.Reading;
using Jaram.Checkpoints;
using Jaram.Zoo.Deriving;

namespace Jaram.Zoo.Rearing;

/// <summary>The animals of a zoo, on disk.</summary>
/// <param name="folder">Where.</param>
/// <param name="texts">Has their tokenizers.</param>
internal sealed class Enclosure(string folder, ZooText texts)
{
    private const string Weights = "model.safetensors", Tokenizer = "tokenizer.json", Drawing = "zoo-design.json",
        Notes = "raised.json";

    /// <summary>An animal's folder.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Whether it is raised.</summary>
    public bool Has(string name) => Directory.Exists(PathOf(name));

    /// <summary>Takes a raised animal in.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="body">Its weights.</param>
    /// <param name="bits">What held-out text takes it, in bits a byte; no number if it was not raised on any.</param>
    public void Take(string name, Body body, double bits)
    {
        var draft = PathOf(name) + ".tmp";
        if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        Directory.CreateDirectory(draft);
        using (var file = File.Create(Path.Combine(draft, Weights)))
        {
            body.Write(file);
            file.Flush(flushToDisk: true);
        }
        File.Copy(texts.PathOf(body.Tokenizer), Path.Combine(draft, Tokenizer));
        File.WriteAllBytes(Path.Combine(draft, Notes), JsonSerializer.SerializeToUtf8Bytes(
            new RaisedNote(body.Tokenizer, double.IsFinite(bits) ? bits : null), JsonSerializerOptions.Web));
        File.WriteAllBytes(Path.Combine(draft, Drawing), body.Design.Write());
        Directory.Move(draft, PathOf(name));
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="CheckpointException">Its file is damaged.</exception>
    public Body Read(string name)
    {
        var drawing = Path.Combine(PathOf(name), Drawing);
        using var file = SafetensorsReader.Open(Path.Combine(PathOf(name), Weights));
        return new(Design.Read(File.ReadAllBytes(drawing), drawing), Note(name).Tokenizer,
            file.Tensors.Select(tensor => KeyValuePair.Create(tensor.Name, new Matrix(tensor.Shape,
                MemoryMarshal.Cast<byte, float>(file.Bytes(tensor.Name)).ToArray()))));
    }

    /// <summary>Opens one to be looked at, under its own name.</summary>
    public Subject Open(string name)
    {
        var opened = Subject.Open(PathOf(name));
        return new(name, opened.Tensors, opened.Tokenizer, opened);
    }

    /// <summary>What held-out text took one when it was raised, in bits a byte; nothing for one that was not.</summary>
    public double? BitsOf(string name) => Note(name).BitsPerByte;

    private RaisedNote Note(string name)
    {
        var path = Path.Combine(PathOf(name), Notes);
        return JsonSerializer.Deserialize<RaisedNote>(File.ReadAllBytes(path), JsonSerializerOptions.Web)
            ?? throw new CheckpointException($"{path}: holds null: delete the animal's folder and raise it again");
    }

    private sealed record RaisedNote(string Tokenizer, double? BitsPerByte);
}
