using System.CommandLine;
using Jaram.Cli.Designing;
using Jaram.Cli.Making;
using Jaram.Payoff.Planning;

namespace Jaram.Cli.Paying;

/// <summary>The designs of a comparison, and the option that makes one of them from another.</summary>
internal sealed class ComparedDesigns
{
    private readonly Desk _desk;
    private readonly Option<string?> _twin;

    public ComparedDesigns(Desk desk, Command verb)
    {
        _desk = desk;
        verb.Options.Add(_twin = new("--twin")
        {
            Description = desk.Say("Compare one design with itself without its own ideas: its steps from the nearest "
                    + "known work, or from WORK, undone",
                "구조 하나를, 자기 생각을 뺀 쌍둥이와 견줍니다: 가장 가까운 알려진 구조(또는 WORK)에서 온 걸음을 되돌림"),
            HelpName = desk.Say("WORK", "구조"), Arity = ArgumentArity.ZeroOrOne,
        });
    }

    /// <summary>The designs, the parent first.</summary>
    /// <exception cref="MisuseException">They are too few or too many, or none.</exception>
    public IReadOnlyList<NamedDesign> Read(ParseResult given, IReadOnlyList<string> words) =>
        given.GetResult(_twin) is null ? Named(words) : WithTwin(words, given.GetValue(_twin));

    /// <summary>Designs under their own names; two of one name are told apart by a number.</summary>
    private List<NamedDesign> Named(IReadOnlyList<string> words)
    {
        if (words.Count < 2)
            throw new MisuseException(_desk.Say("a comparison needs two designs or more, the parent first",
                "비교에는 구조가 둘 이상 필요합니다. 부모를 먼저 적으세요"));
        List<NamedDesign> named = [];
        foreach (var design in words.Select(word => Presets.Read(word, _desk)))
        {
            var same = named.Count(other => other.Design.Name == design.Name);
            named.Add(new(same == 0 ? design.Name : FormattableString.Invariant($"{design.Name}-{same + 1}"), design));
        }
        return named;
    }

    /// <summary>The twin, then the design.</summary>
    private List<NamedDesign> WithTwin(IReadOnlyList<string> words, string? predecessor)
    {
        if (words is not [var only])
            throw new MisuseException(_desk.Say($"--twin compares one design with its twin, got {words.Count}",
                $"--twin은 구조 하나를 쌍둥이와 견줍니다. 받은 구조: {words.Count}개"));
        var design = Presets.Read(only, _desk);
        var twin = Twins.Of(_desk, design, predecessor).Design;
        return [new(twin.Name, twin), new(design.Name, design)];
    }
}
