using System.Text;
using Jaram.Testing;
using Jaram.Zoo.Deriving;
using Jaram.Zoo.Disguising;
using Jaram.Zoo.Planning;

namespace Jaram.Zoo.Tests.Disguising;

/// <summary>Measurements of the zoo can be made again only if its animals stay what they were, bit for bit.</summary>
public sealed class SameAnimalsTests
{
    /// <summary>Those that need no root, power or sine, which differ between machines in their last digit.</summary>
    private static readonly string[] _exact = ["x1", "x2", "x5", "x7", "experts"];

    [Fact]
    public void Disguised_and_pruned_animals_are_those_of_the_first_measurement()
    {
        var text = new StringBuilder();
        foreach (var design in ZooDesigns.Names)
        {
            var body = Some.Body(design);
            foreach (var word in _exact.Where(word => Evasion.Named(word).Fits(body.Design)))
                text.Append(design).Append(' ').Append(word).Append(' ')
                    .Append(Evasion.Named(word).Of(body, "animal").Held().Digest()).Append('\n');
            var pruned = Pruning.Of(body, new Making.Pruned("parent", 0.75, 0.75, "a", 0));
            text.Append(design).Append(" pruned ").Append(pruned.Held().Digest()).Append('\n');
        }
        Snapshot.Match(text.ToString());
    }
}
