using Jaram.Architecture.Atlas;
using Jaram.Architecture.Originality;

namespace Jaram.Architecture.Tests.Originality;

/// <summary>The atlas of this repository.</summary>
internal static class Works
{
    public static IReadOnlyList<Blueprint> Models { get; } =
        [.. Directory.GetFiles(Repository.At("atlas"), "*.json").Order(StringComparer.Ordinal)
            .Select(file => Blueprint.Read(File.ReadAllBytes(file), file))];

    private static readonly Lazy<KnownWorks> _known = new(() => new(Models));

    public static KnownWorks Known => _known.Value;

    public static Blueprint Model(string name) => Models.Single(model => model.Name == name);

    public static Anatomy Work(string name) => Known.All.Single(work => work.Name == name);
}
