// Makes animals as they are planned.
// Source: ours.

using Jaram.Architecture;
using Jaram.Checkpoints.Packing;
using Jaram.Ledger.Growth;
using Jaram.Training.Growth;
using Jaram.Training.Raising;
using Jaram.Zoo.Deriving;
using Jaram.Zoo.Disguising;
using Jaram.Zoo.Planning;

namespace Jaram.Zoo.Rearing;

/// <summary>Raises the animals of a plan.</summary>
/// <param name="plan">The plan.</param>
/// <param name="texts">What they read.</param>
/// <param name="enclosure">Where they go.</param>
/// <param name="school">Raises them.</param>
/// <param name="threads">Threads that compute what teachers write.</param>
/// <param name="stop">Ends it.</param>
internal sealed class Keeper(
    ZooPlan plan, ZooText texts, Enclosure enclosure, School school, int threads, CancellationToken stop)
{
    private const double FullRate = 1, HealingRate = 0.5;

    private double _bits = double.NaN;

    /// <summary>Told of the animal at hand, and of its steps made, of how many.</summary>
    public Action<string, long, long> Told { private get; init; } = (_, _, _) => { };

    /// <summary>Makes an animal whose makers are there.</summary>
    /// <exception cref="OperationCanceledException">Somebody asked to stop; the next call goes on.</exception>
    public void Make(Animal animal)
    {
        Told(animal.Name, 0, 1);
        _bits = double.NaN;
        var body = animal.Making switch
        {
            Making.Raised how => Raise(animal, how),
            Making.First how => First((Making.Raised)plan[how.Of].Making),
            Making.RaisedOn how => On(animal, enclosure.Read(how.Parent), how.Text, how.Share, how.Rate),
            Making.Adapted how => Adapt(animal, how),
            Making.Grown how => On(animal, Grow(animal, how), how.Text, how.Share, HealingRate),
            Making.Pruned how => On(animal, Pruning.Of(enclosure.Read(how.Parent), how), how.Text, how.Share,
                HealingRate),
            Making.Merged how => Merging.Of([.. how.Parents.Select(enclosure.Read)], how),
            Making.Retokenised how => On(animal, Redrawing.Embeddings(enclosure.Read(how.Parent), ZooText.Other,
                texts.Tokenizer(ZooText.Other).Count, SeedOf(animal)), how.Text, how.Share, FullRate),
            Making.Redrawn how => On(animal, Redrawing.Half(enclosure.Read(how.Parent), how.Part, SeedOf(animal)),
                how.Text, how.Share, FullRate),
            Making.Quantised how => Quantising.Of(enclosure.Read(how.Parent), how.Bits),
            Making.Distilled how => Teach(animal, how),
            Making.Transplanted how => On(animal, Redrawing.Transplanted(enclosure.Read(how.Parent),
                enclosure.Read(how.Donor), how.Layers), how.Text, how.Share, HealingRate),
            Making.Disguised how => how.Evasions.Aggregate(enclosure.Read(how.Parent),
                (body, word) => Evasion.Named(word).Of(body, animal.Name)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        enclosure.Take(animal.Name, body, _bits);
    }

    /// <summary>No two animals draw by one seed, unless their plan says so.</summary>
    private static ulong SeedOf(Animal animal) => new CounterRandom([], animal.Name).Bits(0);

    private Body Raise(Animal animal, Making.Raised how)
    {
        using var shards = texts.Open(how.Text, ZooText.Own);
        return school.Raise(DesignOf(how), how.Weights, LessonOf(animal, 1, FullRate, how.Order), shards);
    }

    private Body First(Making.Raised how) => Redrawing.First(DesignOf(how), ZooText.Own, how.Weights);

    private Design DesignOf(Making.Raised how) =>
        ZooDesigns.Of(how.Design, plan.Scale, texts.Tokenizer(ZooText.Own).Count);

    private Body On(Animal animal, Body body, string text, double share, double rate)
    {
        using var shards = texts.Open(text, body.Tokenizer);
        return school.RaiseOn(body, LessonOf(animal, share, rate, SeedOf(animal)), shards);
    }

    private Body Adapt(Animal animal, Making.Adapted how)
    {
        var parent = enclosure.Read(how.Parent);
        return LowRank.Merged(parent, On(animal, parent, how.Text, how.Share, HealingRate), how.Rank);
    }

    private Body Grow(Animal animal, Making.Grown how)
    {
        var parent = enclosure.Read(how.Parent);
        var held = parent.Held();
        var grown = new GrowthPlan(new ParentModel(parent.Design, held, HeldTensors.None), held.Digest(),
            GrowthOperator.Parse(how.Operator), Recipe.For(parent.Design, SeedOf(animal)));
        return Body.Of(grown.Design, parent.Tokenizer, grown.Grow(CounterRandom.Seed(SeedOf(animal))).Weights);
    }

    private Body Teach(Animal animal, Making.Distilled how)
    {
        var teacher = enclosure.Read(how.Teacher);
        using var shards = texts.OpenTaught(how.Teacher,
            () => Teacher.Write(teacher, plan.Scale.TaughtTexts, threads, stop));
        return school.Raise(teacher.Design, how.Weights, LessonOf(animal, how.Share, FullRate, SeedOf(animal)),
            shards);
    }

    private Lesson LessonOf(Animal animal, double share, double rate, ulong order) => new(animal.Name, share, rate,
        order, (step, steps) => Told(animal.Name, step, steps), bits => _bits = bits);
}
