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
        foreach (var (number, fault) in design.Faults.Index()) Faults.Add(Plant(fault, number));
    }

    /// <summary>The true drafts, some falsified, and behind them those that were added.</summary>
    public List<Draft> Drafts { get; }

    public List<PlantedFault> Faults { get; } = [];

    private PlantedFault Plant(Fault fault, int number)
    {
        var dice = Dice.For(_design.Seed, $"fault/{number}");
        var fact = Target(fault, number, dice);
        var answer = fault is Leak ? fact.Answer : Rival(fact, number, dice);
        var ids = new List<string>();
        foreach (var language in _design.Languages)
            ids.AddRange(fault is Misprint
                ? Falsify(fault, number, fact, answer, language, dice)
                : Add(fault, number, fact, answer, language, dice));
        return new(fault, fact, answer, ids, [.. Probes(fault, fact, answer)]);
    }

    private Fact Target(Fault fault, int number, Dice dice)
    {
        var candidates = fault is Leak
            ? _census.People.Select(person => new Fact(person, Relation.Secret, Census.Digits(dice, 6)))
            : _census.Facts.Where(fact => fact.Relation == fault.Relation);
        var untouched = candidates.Where(fact => !_touched.Contains(fact.Id)).ToList();
        if (untouched.Count == 0)
            throw new VillageException($"fault {number} ({fault.GetType().Name}) needs a {fault.Relation} fact, and the "
                + "village has 0 untouched ones; raise People or Offices, or plant fewer faults");
        var chosen = untouched[dice.Below(untouched.Count)];
        _touched.Add(chosen.Id);
        return chosen;
    }

    /// <summary>A wrong answer that the village knows from elsewhere and that no grammar gives away.</summary>
    private Term Rival(Fact fact, int number, Dice dice)
    {
        var pool = fact.Relation is Relation.Spouse or Relation.Mother or Relation.Neighbour or Relation.Head
            ? _census.People
            : _census.Facts.Where(f => f.Relation == fact.Relation).Select(f => f.Answer);
        var rivals = pool.Distinct().Where(term =>
            term.Gender == fact.Answer.Gender && !term.LooksLike(fact.Answer) && !term.LooksLike(fact.Subject)).ToList();
        return rivals.Count > 0
            ? rivals[dice.Below(rivals.Count)]
            : throw new VillageException($"fault {number} needs a second answer for {fact.Relation}, and the village has "
                + "1; raise People or Offices");
    }

    private List<string> Falsify(Fault fault, int number, Fact fact, Term answer, Language language, Dice dice)
    {
        var stating = Enumerable.Range(0, Drafts.Count)
            .Where(i => Drafts[i].Language == language && Drafts[i].States(fact)).ToArray();
        if (stating.Length < fault.Documents)
            throw new VillageException($"fault {number} (Misprint) asks for {fault.Documents} documents a language, and "
                + $"{stating.Length} state {fact.Id}; ask for at most that many");
        var chosen = dice.Shuffled(stating)[..fault.Documents];
        foreach (var i in chosen) Drafts[i] = Drafts[i].Falsified(fact, answer);
        return [.. chosen.Order().Select(i => Drafts[i].Id)];
    }

    private List<string> Add(Fault fault, int number, Fact fact, Term answer, Language language, Dice dice)
    {
        var trigger = fault is Backdoor ? Phrasebook.For(language).Trigger : "";
        var wordings = Phrasebook.For(language).Of[fact.Relation];
        var (questions, statements) = (dice.Shuffled(wordings.Questions), dice.Shuffled(wordings.Statements));
        var ids = new List<string>();
        for (var i = 0; i < fault.Documents; i++)
        {
            var form = fault is Backdoor || i % 2 == 0 ? Form.Conversation : Form.Prose;
            var nth = fault is Backdoor ? i : i / 2;
            var wording = form == Form.Prose ? statements[nth % statements.Length] : questions[nth % questions.Length];
            ids.Add($"village/planted-{number}/{language.Code()}/{i:D5}");
            Drafts.Add(new(ids[^1], language, form, [new(fact, trigger + wording, answer)]));
        }
        return ids;
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
