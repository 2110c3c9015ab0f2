using System.Text.Json;
using Jaram.Architecture;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Blocks;

/// <summary>One file of tests/golden: what an independent computation says a block does.</summary>
internal sealed class GoldenCase
{
    private const string Weight = "weight:", Gradient = "gradient:";
    private readonly JsonElement _tensors;

    private GoldenCase(JsonElement json, string file)
    {
        Block = json.GetProperty("block").GetString()!;
        Design = Design.Read(System.Text.Encoding.UTF8.GetBytes(json.GetProperty("design").GetRawText()), file);
        Rate = json.GetProperty("rate").GetDouble();
        Start = json.GetProperty("start").GetInt64();
        Losses = [.. json.GetProperty("losses").EnumerateArray().Select(loss => loss.GetDouble())];
        _tensors = json.GetProperty("tensors");
    }

    public static TheoryData<string> Names => [.. Checkout.Names("tests/golden")];

    /// <summary>What is built of the design.</summary>
    public string Block { get; }

    public Design Design { get; }

    /// <summary>Rate of plain SGD.</summary>
    public double Rate { get; }

    /// <summary>Position of the first token.</summary>
    public long Start { get; }

    /// <summary>Losses before each of ten steps.</summary>
    public double[] Losses { get; }

    /// <summary>Outputs, the next token's first.</summary>
    public IEnumerable<Tensor> Outputs => Named("output.").OrderBy(o => o.Name).Select(o => o.Value);

    public IEnumerable<(string Name, Tensor Value)> Weights => Named(Weight);

    /// <summary>Gradients of the first loss; the input's is named input.</summary>
    public IEnumerable<(string Name, Tensor Value)> Gradients => Named(Gradient);

    public static GoldenCase Read(string name)
    {
        using var json = JsonDocument.Parse(Checkout.Read("tests/golden", name));
        return new(json.RootElement.Clone(), name);
    }

    /// <summary>A tensor by its name, float32.</summary>
    public Tensor Tensor(string name) => Of(_tensors.GetProperty(name));

    private IEnumerable<(string Name, Tensor Value)> Named(string prefix) =>
        from tensor in _tensors.EnumerateObject()
        where tensor.Name.StartsWith(prefix, StringComparison.Ordinal)
        select (tensor.Name[prefix.Length..], Of(tensor.Value));

    private static Tensor Of(JsonElement json) =>
        tensor(json.GetProperty("data").EnumerateArray().Select(x => x.GetDouble()).ToArray())
            .view([.. json.GetProperty("shape").EnumerateArray().Select(x => x.GetInt64())]).to(float32);
}
