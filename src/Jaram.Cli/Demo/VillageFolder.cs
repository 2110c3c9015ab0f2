using System.Text.Json;
using Jaram.Architecture;
using Jaram.Village;

namespace Jaram.Cli.Demo;

/// <summary>A model folder that holds its village too.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="folder">The model.</param>
internal sealed class VillageFolder(Desk desk, ModelFolder folder)
{
    private string RecipePath => Path.Combine(folder.Path, "village.json");

    /// <summary>Whether a model is there.</summary>
    public bool IsMade => File.Exists(Path.Combine(folder.Path, "design.json"));

    /// <summary>Makes the model, or sees to it that the one that is there knows the same village.</summary>
    /// <exception cref="MisuseException">It knows another village.</exception>
    public World Prepare(VillageRecipe asked, Design design)
    {
        var world = asked.Build();
        if (!IsMade) Make(asked, design, world);
        else if (!asked.Equals(Read()))
            throw new MisuseException(desk.Say(
                $"{folder.Path}: this model knows another village, see {RecipePath}; choose another --folder",
                $"{folder.Path}: 이 모델은 다른 마을을 압니다({RecipePath}). 다른 --folder를 쓰세요"));
        return world;
    }

    private VillageRecipe? Read() => File.Exists(RecipePath)
        ? JsonSerializer.Deserialize<VillageRecipe>(File.ReadAllBytes(RecipePath), JsonSerializerOptions.Web)
        : null;

    private void Make(VillageRecipe asked, Design design, World world)
    {
        Directory.CreateDirectory(folder.Path);
        // A village whose making was cut off may be another one's: it is written anew.
        File.Delete(Path.Combine(folder.Path, VillageText.FileName));
        File.WriteAllBytes(RecipePath, JsonSerializer.SerializeToUtf8Bytes(asked, JsonSerializerOptions.Web));
        folder.Make(design, () => VillageText.Open(world, folder.Path),
            new MakingOptions(VillageText.Cleaning, new() { Seed = asked.Seed }), asked.Seed,
            step => desk.Error.WriteLine(step));
    }
}
