using System.Text;
using System.Text.Json.Nodes;

namespace Jaram.Architecture.Tests;

/// <summary>A design that uses every key, to be changed in one place by each test.</summary>
internal static class Sample
{
    public const string Json = """
        {
          "name": "sample", "about": "every key once", "source": "made for the tests",
          "vocabulary": 100, "width": 8, "context": 16,
          "tiedEmbeddings": true, "embeddingNorm": true, "logitSoftcap": 15,
          "norm": { "epsilon": 1e-6, "gain": true },
          "layers": {
            "wide": {
              "mixer": { "kind": "attention", "heads": 4, "keyValueHeads": 2, "headDim": 6, "window": 8,
                "queryKeyNorm": true, "outputGate": true, "softcap": 50,
                "rotary": { "dim": 4, "theta": 10000, "layout": "halves",
                  "scaling": { "kind": "llama3", "factor": 8, "originalContext": 8192,
                    "lowFrequencyFactor": 1, "highFrequencyFactor": 4 } } },
              "channel": { "kind": "mlp", "hidden": 16, "activation": "swiGlu" },
              "norm": "sandwich", "residual": "value, input", "canon": { "taps": 4, "at": "a, b, c, d" }
            },
            "deep": {
              "mixer": { "kind": "latent", "heads": 4, "queryRank": 6, "latentRank": 5, "plainDim": 4, "valueDim": 3,
                "rotary": { "dim": 2, "theta": 10000, "layout": "interleaved",
                  "scaling": { "kind": "yarn", "factor": 40, "originalContext": 4096,
                    "fastTurns": 32, "slowTurns": 1, "warmth": { "turned": 1, "all": 0.7 } } } },
              "channel": { "kind": "mixture", "experts": 8, "active": 2, "shared": 1, "routing": "sigmoid",
                "groups": 4, "activeGroups": 2, "groupScore": "bestTwo", "normalizeWeights": true, "scale": 2.5, "balanceRate": 0.001,
                "expert": { "hidden": 6, "activation": "gelu" } },
              "residual": "input"
            }
          },
          "pattern": "wide 2*deep",
          "ahead": { "depth": 1, "layer": "wide", "weight": 0.3 }
        }
        """;

    public static Design Read(string json) => Design.Read(Encoding.UTF8.GetBytes(json), "sample.json");

    /// <summary>The sample with other values, each at a path as in <c>layers.wide.mixer.heads</c>.</summary>
    public static Design With(params (string Path, string Json)[] changes) => Read(Changed(changes));

    /// <summary>The message without the file's name, which every message must begin with.</summary>
    public static string Refusal(params (string Path, string Json)[] changes) => RefusalOf(Changed(changes));

    /// <inheritdoc cref="Refusal"/>
    public static string RefusalOf(string json)
    {
        var message = Assert.Throws<DesignException>(() => Read(json)).Message;
        Assert.StartsWith("sample.json: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain(message, char.IsControl);
        return message["sample.json: ".Length..];
    }

    private static string Changed((string Path, string Json)[] changes)
    {
        var root = JsonNode.Parse(Json)!;
        foreach (var (path, json) in changes)
        {
            var names = path.Split('.');
            var place = names[..^1].Aggregate(root, (node, name) => node[name]!).AsObject();
            if (json == "") Assert.True(place.Remove(names[^1]), $"the sample has no {path}");
            else place[names[^1]] = JsonNode.Parse(json);
        }
        return root.ToJsonString();
    }
}
