using System.Collections.Concurrent;

namespace Jaram.Checkpoints.Tests;

/// <summary>Versions whose content follows from their step, so that a test can tell which one it got.</summary>
internal static class Sample
{
    public const string Weights = "model.safetensors", State = "trainer.json";

    private static readonly ConcurrentDictionary<long, (string, Digest)[]> _expected = [];

    /// <summary>Two files: some tensors in several writes, and a short text.</summary>
    public static Dictionary<string, Action<Stream>> Files(long step, int bytes = 5_000) => new()
    {
        [Weights] = to => SafetensorsWriter.Write(to,
            [new("a", DType.U8, bytes), new("b", DType.U8, 40)],
            (tensor, from) => Bytes(step, tensor).AsSpan((int)from)),
        [State] = to => to.Write(StateOf(step)),
    };

    /// <summary>Fails unless the manifest is that of the step's content, so of no other bytes.</summary>
    public static bool IsOf(PublishedVersion version, long step)
    {
        var expected = _expected.GetOrAdd(step, Hashes);
        return version.Step == step && version.Manifest.Files.Select(f => (f.Name, f.Sha256)).SequenceEqual(expected);
    }

    private static (string, Digest)[] Hashes(long step) =>
        [.. Files(step).OrderBy(f => f.Key, StringComparer.Ordinal).Select(file =>
        {
            using var content = new MemoryStream();
            file.Value(content);
            return (file.Key, Digest.Of(content.ToArray()));
        })];

    private static byte[] Bytes(long step, TensorEntry tensor)
    {
        var bytes = new byte[tensor.ByteCount];
        new Random((int)step * 31 + tensor.Name[0]).NextBytes(bytes);
        return bytes;
    }

    private static byte[] StateOf(long step) =>
        System.Text.Encoding.UTF8.GetBytes($"{{\"step\": {step}, \"seed\": {step * 7919 % 1009}}}");
}
