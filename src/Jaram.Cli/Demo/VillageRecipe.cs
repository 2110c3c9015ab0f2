using Jaram.Village;

namespace Jaram.Cli.Demo;

/// <summary>What a demo's village was built from; beside the model, so that it is asked about the village it
/// knows.</summary>
/// <param name="Seed">Decides every choice.</param>
/// <param name="People">Villagers.</param>
/// <param name="Languages">Codes of the languages written.</param>
internal sealed record VillageRecipe(ulong Seed, int People, IReadOnlyList<string> Languages)
{
    /// <summary>The village itself.</summary>
    /// <exception cref="MisuseException">A number is out of its bounds.</exception>
    public World Build() => MisuseException.Guard(() => World.Build(new()
    {
        Seed = Seed, People = People,
        Languages = [.. Enum.GetValues<Language>().Where(language => Languages.Contains(language.Code()))],
    }));

    /// <summary>Compares values; a list by what is in it.</summary>
    public bool Equals(VillageRecipe? other) => other is not null
        && (Seed, People) == (other.Seed, other.People) && Languages.SequenceEqual(other.Languages);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Seed, People, Languages.Count);
}
