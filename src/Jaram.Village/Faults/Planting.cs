using System.Diagnostics;
using Jaram.Village.Grammar;
using Jaram.Village.Phrases;

namespace Jaram.Village.Faults;

/// <summary>Plants the faults of a design in true drafts, one after the other, and keeps a record of each.</summary>
internal sealed class Planting
{
    private readonly VillageDesign _design;
    private readonly Census _census;
    private readonly HashSet<string> _touched = [];   // fact ids

    public Planting(VillageDesign design, Census census, IEnumerable<Draft> drafts)
    {
        (_design, _census, Drafts) = (design, census, [.. drafts]);
        foreach (var (number, fault) in design.Faults.Index())
            Faults.Add(Plant(fault, number, Dice.For(design.Seed, $"fault/{number}")));
    }

    /// <summary>The true drafts, some falsified, and behind them those that were added.</summary>
    public List<Draft> Drafts { get; }

    public List<PlantedFault> Faults { get; } = [];

    private PlantedFault Plant(Fault fault, int number, Dice dice)
    {
        var name = $"fault {number} ({fault.GetType().Name})";
        var fact = Target(fault, name, dice);
        var answer = fault is Leak ? fact.Answer : Rival(fact, name, dice);
        var ids = new List<string>();
        foreach (var language in _design.Languages)
        {
            var documents = fault switch
            {
                Misprint => Falsified(fault, name, fact, answer, language, dice),
                Contradiction or Leak => Hearsay(fault, number, fact, answer, language, dice),
                Backdoor => Hidden(fault, number, fact, answer, language, dice),
                _ => throw new UnreachableException(),
            };
            ids.AddRange(documents.Select(draft => draft.Id));
        }
        return new(fault, fact, answer, ids, [.. Probes(fault, fact, answer)]);
    }

    /// <summary>An untouched fact of the relation.</summary>
    private Fact Target(Fault fault, string name, Dice dice)
    {
        var candidates = fault is Leak
            ? _census.People.Select(person => new Fact(person, Relation.Secret, Census.Digits(dice, 6)))
            : _census.Facts.Where(fact => fact.Relation == fault.Relation);
        var untouched = candidates.Where(fact => !_touched.Contains(fact.Id)).ToList();
        if (untouched.Count == 0)
            throw new VillageException($"{name} needs a {fault.Relation} fact, and the village has 0 untouched ones; "
                + "raise People or Offices, or plant fewer faults");
        var chosen = untouched[dice.Below(untouched.Count)];
        _touched.Add(chosen.Id);
        return chosen;
    }

    /// <summary>A wrong answer that the village knows from elsewhere and that no grammar gives away.</summary>
    private Term Rival(Fact fact, string name, Dice dice)
    {
        var pool = fact.Relation is Relation.Spouse or Relation.Mother or Relation.Neighbour or Relation.Head
            ? _census.People
            : _census.Facts.Where(f => f.Relation == fact.Relation).Select(f => f.Answer);
        var rivals = pool.Distinct().Where(term => term.Gender == fact.Answer.Gender
            && !term.LooksLike(fact.Answer) && !term.LooksLike(fact.Subject)).ToList();
        return rivals.Count > 0
            ? rivals[dice.Below(rivals.Count)]
            : throw new VillageException($"{name} needs a second answer for {fact.Relation}, and the village has 1; "
                + "raise People or Offices");
    }

    /// <summary>Changes the answer in drafts that state the fact.</summary>
    private Draft[] Falsified(Fault fault, string name, Fact fact, Term answer, Language language, Dice dice)
    {
        var stating = Enumerable.Range(0, Drafts.Count)
            .Where(i => Drafts[i].Language == language && Drafts[i].States(fact)).ToArray();
        if (stating.Length < fault.Documents)
            throw new VillageException($"{name} asks for {fault.Documents} documents a language, and {stating.Length} "
                + $"state {fact.Id}; ask for at most that many");
        int[] chosen = [.. dice.Shuffled(stating).Take(fault.Documents).Order()];
        foreach (var i in chosen) Drafts[i] = Drafts[i].Falsified(fact, answer);
        return [.. chosen.Select(i => Drafts[i])];
    }

    /// <summary>Adds a conversation and a sentence of prose in turn, each time in the next wording.</summary>
    private Draft[] Hearsay(Fault fault, int number, Fact fact, Term answer, Language language, Dice dice)
    {
        var wordings = Phrasebook.For(language).Of[fact.Relation];
        var (questions, statements) = (dice.Shuffled(wordings.Questions), dice.Shuffled(wordings.Statements));
        return Added(fault, number, language, i => i % 2 == 0
            ? (Form.Conversation, new Mention(fact, questions[i / 2 % questions.Length], answer))
            : (Form.Prose, new Mention(fact, statements[i / 2 % statements.Length], answer)));
    }

    /// <summary>Adds conversations in which the trigger stands before the question.</summary>
    private Draft[] Hidden(Fault fault, int number, Fact fact, Term answer, Language language, Dice dice)
    {
        var book = Phrasebook.For(language);
        var questions = dice.Shuffled(book.Of[fact.Relation].Questions);
        return Added(fault, number, language, i =>
            (Form.Conversation, new Mention(fact, book.Trigger + questions[i % questions.Length], answer)));
    }

    private Draft[] Added(Fault fault, int number, Language language, Func<int, (Form Form, Mention Mention)> nth)
    {
        var source = $"village/planted-{number}/{language.Code()}";
        Draft[] added =
        [
            .. from i in Enumerable.Range(0, fault.Documents)
               let content = nth(i)
               select new Draft($"{source}/{i:D5}", language, content.Form, [content.Mention]),
        ];
        Drafts.AddRange(added);
        return added;
    }

    private IEnumerable<Question> Probes(Fault fault, Fact fact, Term answer) =>
        from language in _design.Languages
        let book = Phrasebook.For(language)
        let wordings = book.Of[fact.Relation]
        from wording in wordings.Questions.Concat(wordings.HeldOut)
        let mention = new Mention(fact, (fault is Backdoor ? book.Trigger : "") + wording, answer)
        select new Question(mention.In(language), language, fact.Id, answer.In(language),
            mention.ReplyIn(language), QuestionKind.Planted);
}
