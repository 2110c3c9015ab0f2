using Jaram.Village.Faults;
using Jaram.Village.Phrases;

namespace Jaram.Village;

/// <summary>A village: its truth, the documents that tell of it, the questions that test who read them.</summary>
public sealed class World
{
    private readonly Census _census;

    private World(VillageDesign design)
    {
        (Design, _census) = (design, new(design));
        var scribes = design.Languages.Select(ScribeFor).ToArray();
        var planting = new Planting(design, _census, scribes.SelectMany(scribe => scribe.Drafts()));
        PlantedFaults = planting.Faults;

        // The place of a document depends on its id alone: what is added parts the others but never reorders them.
        Documents =
        [
            .. planting.Drafts.Select(draft => draft.Written()).Concat(scribes.SelectMany(scribe => scribe.Door()))
                .OrderBy(document => Dice.For(design.Seed, document.Id).Next())
                .ThenBy(document => document.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The design that the world was built from.</summary>
    public VillageDesign Design { get; }

    /// <summary>Everything that is true, save private numbers.</summary>
    public IReadOnlyList<Fact> Facts => _census.Facts;

    /// <summary>The corpus, shuffled.</summary>
    public IReadOnlyList<Document> Documents { get; }

    /// <summary>The faults in the order of the design; none, unless it names some.</summary>
    public IReadOnlyList<PlantedFault> PlantedFaults { get; }

    /// <summary>Builds the village of a design: equal designs, equal worlds, on any machine.</summary>
    /// <exception cref="VillageException">The names run out, or a fault finds nothing to touch.</exception>
    public static World Build(VillageDesign design) => new(design);

    /// <summary>Every question of kind Seen, HeldOut and Unknown with its true answer, language by language.</summary>
    public IEnumerable<Question> Questions() => Design.Languages.SelectMany(QuestionsIn);

    private IEnumerable<Question> QuestionsIn(Language language)
    {
        var scribe = ScribeFor(language);
        foreach (var fact in Facts)
        {
            foreach (var wording in scribe.Asks(fact)) yield return Ask(fact, wording, language, QuestionKind.Seen);
            foreach (var wording in Phrasebook.For(language).Of[fact.Relation].HeldOut)
                yield return Ask(fact, wording, language, QuestionKind.HeldOut);
        }
        foreach (var question in scribe.QuestionsAfter(_census.AskedStrangers)) yield return question;
    }

    private Scribe ScribeFor(Language language) => new(Design, _census, language);

    private static Question Ask(Fact fact, string wording, Language language, QuestionKind kind)
    {
        var mention = new Mention(fact, wording);
        return new(mention.In(language), language, fact.Id, fact.AnswerIn(language), mention.ReplyIn(language), kind);
    }
}
