using Jaram.Cli.Comparing;
using Jaram.Cli.History;
using Jaram.Cli.Tests.History;
using Jaram.Training.Recording;

namespace Jaram.Cli.Tests.Comparing;

/// <summary>Made-up differences.</summary>
internal static class Differences
{
    /// <summary>A small mixture between two versions, with names that somebody chose with ill will.</summary>
    public static Difference Hostile()
    {
        var versions = Lives.Eventful().History.Versions;
        return new(versions[1], versions[3], versions[1], [.. Tensors()],
            [new("1", [new(0, 0.02, 0.001, 0.5, 0.25), new(1, 0.5, -0.002, 0.5, 0.75)])],
            new([(5.3, 3.6), (5.3, 5.4)], 3, 1, 2, 40,
            [
                new(IsGained: true, 0, "이혜인 씨의 남편은 ", "민선영"), new(IsGained: true, 1, "أين يقع بيت ", "مين"),
                new(IsGained: false, 1, "<script>alert(1)</script>\e[31m", "</mark><img src=x>"),
            ]),
            [new(versions[3], 4, 8192, Text())]);
    }

    private static IEnumerable<TensorChange> Tensors()
    {
        yield return new("embedding", 0.031, 12.25, 0.001);
        yield return new("norm.gain", 0, 0, 1);
        foreach (var layer in new[] { 0, 1, 10 })
        {
            yield return new($"layers.{layer}.mixer.norm.gain", 0.004, 0, 0.1);
            yield return new($"layers.{layer}.mixer.inner.q.weight", 0.12 + layer, 7.5, 0);
            yield return new($"layers.{layer}.mixer.inner.gate.weight", 0.0002, 1, 0.5);
            yield return new($"layers.{layer}.channel.inner.gate.weight", 0.00002, 1, 0.9);
        }
        yield return new("layers.1.channel.inner.router.weight", 0.3, 2, 0);
        yield return new("layers.1.channel.inner.bias", 0.01, 0, 0);
        yield return new("layers.1.channel.inner.load", 0, 0, 1);
        yield return new("layers.1.channel.inner.experts.0.up.weight", 0.05, 2, 0);
        yield return new("layers.1.channel.inner.experts.1.up.weight", 0.5, 2, 0);
        yield return new("layers.1.mixer.inner.\e[2J<b>&", 0.1, 2, 0);
    }

    private static TextRead Text() => new([new(7, 2, "a.jsonl", 8, "shop", "ko", "")],
        [new("shop", 1), new("<i>door</i>", 1)], [new("ko", 2)], [new("", 2)]);
}
