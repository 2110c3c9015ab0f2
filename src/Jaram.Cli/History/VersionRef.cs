// How a user names a version: a prefix of its name, a step, or its place from the end.
// Source: ours, after git's revisions (gitrevisions(7)).
//
//   1f2e3d   the version whose name begins so, 4 digits at least
//   @120     the newest version of step 120; "step 120" is the same
//   newest   the newest version
//   REF~2    two parents back from any of these

using System.Globalization;
using System.Text.RegularExpressions;
using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Cli.History;

/// <summary>Finds the version that a word means.</summary>
internal sealed partial class VersionRef(Desk desk, GrowthHistory history)
{
    /// <summary>Digits of a name that is shown.</summary>
    private const int Shown = 12;

    private const int Fewest = 4;

    /// <summary>A version's name as pages show it.</summary>
    public static string Short(Digest version) => version.ToString()[..Shown];

    /// <summary>The version.</summary>
    /// <exception cref="MisuseException">There is none, or more than one; the message says what to write.</exception>
    public GrowthEntry.Made Find(string word)
    {
        if (history.Versions.Count == 0)
            throw new MisuseException(desk.Say("the ledger has no version yet; raise the model first",
                "원장에 아직 버전이 없습니다. 먼저 모델을 키우세요"));
        if (Form().Match(word.Trim()) is not { Success: true } parts) throw Unknown(word);
        var found = Named(parts.Groups["name"].Value, word);
        return parts.Groups["back"] is { Success: true } back ? Back(found, back.Value, word) : found;
    }

    private GrowthEntry.Made Named(string name, string word) => name switch
    {
        "newest" => history.Versions[^1],
        _ when Step().Match(name) is { Success: true } step => AtStep(step.Groups["step"].Value, word),
        _ when Hex().IsMatch(name) => ByName(name.ToLowerInvariant(), word),
        _ => throw Unknown(word),
    };

    private GrowthEntry.Made AtStep(string digits, string word)
    {
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var step)) throw Unknown(word);
        if (history.At(step) is { } made) return made;
        var near = history.Versions.Select(made => made.Version.Step).MinBy(other => (Math.Abs(other - step), other));
        throw new MisuseException(desk.Say($"no version is of step {step}; the nearest is @{near}",
            $"{step} 스텝의 버전은 없습니다. 가장 가까운 것은 @{near}"));
    }

    private GrowthEntry.Made ByName(string prefix, string word)
    {
        var named = history.Versions.Where(made => made.Version.Version.ToString().StartsWith(prefix,
            StringComparison.Ordinal)).DistinctBy(made => made.Version.Version).ToList();
        var isStep = long.TryParse(prefix, NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            && history.At(step) is not null;
        if (isStep && (named.Count == 0 || prefix.Length < Fewest))
            throw new MisuseException(desk.Say($"'{word}' is no version's name; for the step write @{word}",
                $"'{word}'은(는) 버전 이름이 아닙니다. 스텝이라면 @{word}"));
        if (prefix.Length < Fewest && named.Count > 0)
            throw new MisuseException(desk.Say($"'{word}' is too short for a name: write {Fewest} digits or more",
                $"'{word}'은(는) 이름으로 너무 짧습니다. {Fewest}자 이상 적으세요"));
        return named switch
        {
            [var only] => history.Find(only.Version.Version)!,
            [] => throw Unknown(word),
            _ => throw new MisuseException(desk.Say(
                $"'{word}' begins the names of {named.Count} versions: {Listed(named)}; write more digits",
                $"'{word}'(으)로 시작하는 버전이 {named.Count}개입니다: {Listed(named)}. 더 길게 적으세요")),
        };
    }

    private GrowthEntry.Made Back(GrowthEntry.Made from, string digits, string word)
    {
        var steps = digits == "" ? 1 : int.TryParse(digits, out var count) ? count : int.MaxValue;
        var found = from;
        for (var back = 0; back < steps; back++)
            found = history.ParentOf(found) ?? throw new MisuseException(desk.Say(
                $"'{word}' goes behind the first version: {Short(from.Version.Version)} has {back} before it",
                $"'{word}'은(는) 첫 버전보다 앞입니다. {Short(from.Version.Version)} 앞에는 {back}개가 있습니다"));
        return found;
    }

    private MisuseException Unknown(string word)
    {
        var names = history.Versions.Select(made => Short(made.Version.Version)).Append("newest");
        var near = Suggestion.Nearest(word, names);
        var meant = near is null ? "" : desk.Say($" Did you mean {near}?", $" 혹시 {near}?");
        return new(desk.Say(
            $"'{Tame.Line(word)}' is no version.{meant} Write the start of a name, @120 for a step, newest or newest~2",
            $"'{Tame.Line(word)}'(이)라는 버전은 없습니다.{meant} 이름의 앞부분, @스텝, newest, newest~2처럼 적으세요"));
    }

    private static string Listed(IEnumerable<GrowthEntry.Made> named) => string.Join(", ",
        named.Take(3).Select(made => $"{Short(made.Version.Version)} (@{made.Version.Step})"));

    [GeneratedRegex("^(?<name>[^~]+)(~(?<back>[0-9]{0,9}))?$")]
    private static partial Regex Form();

    [GeneratedRegex("^(@|step[ -]?)(?<step>[0-9]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Step();

    [GeneratedRegex("^[0-9a-fA-F]{1,64}$")]
    private static partial Regex Hex();
}
