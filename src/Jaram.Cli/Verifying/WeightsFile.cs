// Weights that went out of the house as a safetensors file, and the version of a ledger that they are. A digest of
// tensors does not depend on the file that holds them.
// Source: ours; Digest.OfTensors.

using System.Text.Json.Nodes;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Cli.History;
using Jaram.Ledger.Growth;

namespace Jaram.Cli.Verifying;

/// <summary>Writes a version's weights to a file, and knows them again.</summary>
internal sealed class WeightsFile(Desk desk, ModelFolder folder)
{
    /// <summary>Writes the weights of a version, every bit as recorded.</summary>
    /// <exception cref="CheckpointException">They are missing or damaged.</exception>
    public void Write(GrowthHistory history, GrowthEntry.Made made, string path)
    {
        Write(new Shelf(folder, history).Weights(made), path);
        desk.Note($"wrote the weights of version {VersionRef.Short(made.Version.Version)} to {path}",
            $"버전 {VersionRef.Short(made.Version.Version)}의 가중치를 {path}에 썼습니다");
    }

    /// <summary>Writes the weights of a version cut to bfloat16: half the file, from fewer bytes, to look at.</summary>
    /// <exception cref="CheckpointException">They are missing or damaged.</exception>
    public void WritePreview(GrowthHistory history, GrowthEntry.Made made, string path)
    {
        Write(new Shelf(folder, history).Of(made).PreviewWeights(made.Version.Step), path);
        desk.Note($"wrote version {VersionRef.Short(made.Version.Version)}, cut to bfloat16, to {path}",
            $"버전 {VersionRef.Short(made.Version.Version)}을(를) bfloat16으로 줄여 {path}에 썼습니다");
    }

    /// <summary>Says which version a file is.</summary>
    /// <returns>Whether it is one: one of <see cref="ExitCode"/>.</returns>
    /// <exception cref="CheckpointException">It is no safetensors file.</exception>
    public int Tell(string path, bool isJson)
    {
        using var file = SafetensorsReader.Open(path);
        var digest = file.Digest();
        var found = Life.Read(desk, folder).WithWeights(digest);
        var made = found.Count > 0 ? found[^1].Version : null;
        if (isJson)
            desk.Out.WriteLine(new JsonObject
            {
                ["file"] = path, ["weights"] = digest.ToString(), ["version"] = made?.Version.ToString(),
                ["step"] = made?.Step,
            }.ToJsonString(JsonText.Readable));
        else
            desk.Out.WriteLine(made is null
                ? desk.Say($"{path}: is no version of this ledger: its weights are {digest}",
                    $"{path}: 이 원장의 어느 버전도 아닙니다. 가중치는 {digest}")
                : desk.Say($"{path}: is version {VersionRef.Short(made.Version)} of step {made.Step}, to the bit",
                    $"{path}: {made.Step} 스텝의 버전 {VersionRef.Short(made.Version)}과(와) 비트까지 같습니다"));
        return made is null ? ExitCode.No : ExitCode.Done;
    }

    private static void Write(HeldTensors weights, string path)
    {
        using var file = File.Create(path);
        SafetensorsWriter.Write(file, weights.Tensors, weights.Bytes);
    }
}
