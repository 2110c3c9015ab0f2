using Jaram.Village.Faults;

namespace Jaram.Village;

/// <summary>The options of a village. Equal designs give equal villages, byte for byte.</summary>
public sealed record VillageDesign
{
    /// <summary>Decides every choice.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Villagers, 1 to 6000: families of husband, wife and a grown child who lives alone.</summary>
    public int People { get; init => field = Within(value, 1, 6000, nameof(People)); } = 9;

    /// <summary>Offices, 0 to 12, each with one permit that it issues.</summary>
    public int Offices { get; init => field = Within(value, 0, 12, nameof(Offices)); } = 3;

    /// <summary>One or more, each once; leaving one out changes no document of another.</summary>
    public IReadOnlyList<Language> Languages
    {
        get;
        init => field = value.Count > 0 && value.Distinct().Count() == value.Count && value.All(Enum.IsDefined)
            ? [.. value]
            : throw new VillageException(
                $"VillageDesign.Languages is [{string.Join(", ", value)}]; give one or more languages, each once");
    } = [Language.Korean, Language.English, Language.Arabic];

    /// <summary>Wordings in which each fact is asked for and answered in each language, 1 to 10.</summary>
    public int Questions { get; init => field = Within(value, 1, 10, nameof(Questions)); } = 10;

    /// <summary>Wordings in which each fact is told in prose in each language, 1 to 5.</summary>
    public int Statements { get; init => field = Within(value, 1, 5, nameof(Statements)); } = 4;

    /// <summary>People from elsewhere, 0 to 500: that many are asked after in the documents, each answered with
    /// "I do not know that person", and that many others in the questions.</summary>
    public int Strangers { get; init => field = Within(value, 0, 500, nameof(Strangers)); } = 24;

    /// <summary>What is wrong with the documents; nothing, unless said.</summary>
    public IReadOnlyList<Fault> Faults { get; init => field = [.. value]; } = [];

    private static int Within(int value, int least, int most, string option) =>
        value >= least && value <= most
            ? value
            : throw new VillageException($"VillageDesign.{option} is {value}; give {least} to {most}");
}
