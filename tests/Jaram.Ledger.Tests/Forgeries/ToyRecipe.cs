using System.Text.Json;
using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying.Weights;

namespace Jaram.Ledger.Tests.Forgeries;

/// <summary>How the toy is raised: a recipe.json of its own.</summary>
internal sealed record ToyRecipe(ulong Seed, double Matrix, double Table, double Head, double Decay, int WeightBits,
    int MemoryBits, IReadOnlyList<ToyStage> Stages)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    public static ToyRecipe For(ulong seed) => new(seed, Matrix: 0.004, Table: 0.002, Head: 0.002, Decay: 0.1,
        WeightBits: 13, MemoryBits: 8, Stages: []);

    public static ToyRecipe Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<ToyRecipe>(json, _json)!;

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, _json);

    [System.Text.Json.Serialization.JsonIgnore]
    public long Steps => Stages.Sum(stage => (long)stage.Steps);

    /// <summary>The share of the rates at a step, from 1: it falls over the stage.</summary>
    public double Rate(long step)
    {
        foreach (var stage in Stages)
        {
            if (step <= stage.Steps) return 1 - 0.8 * (step - 1) / stage.Steps;
            step -= stage.Steps;
        }
        return 0;
    }

    public StepRule Rule(FirstTensor tensor) => tensor.Name switch
    {
        "in.weight" => new StepRule.Muon(Matrix, Decay),
        "table" => new StepRule.AdamW(Table, 0, 0.8, 0.995, MemoryBits),
        "out.weight" => new StepRule.AdamW(Head, Decay, 0.8, 0.96, MemoryBits),
        _ => new StepRule.AdamW(Head, 0, 0.8, 0.95, MemoryBits),
    };
}

/// <summary>A stage of the toy.</summary>
internal sealed record ToyStage(int Steps, int SaveEvery);
