// The corpus of one language:
//
//   registry  prose: every subject once per statement wording, its facts in a new order each time
//   desk      conversations: every subject once per question wording, its facts dealt out one or two at a time
//   door      conversations about strangers, whom nobody knows, and small talk
//
// Paraphrase and permutation are what makes knowledge extractable rather than parroted.
// Source: Allen-Zhu, Li, "Physics of Language Models: Part 3.1", arXiv:2309.14316.

using Jaram.Village.Grammar;
using Jaram.Village.Phrases;

namespace Jaram.Village;

/// <summary>Writes the true documents of one language; its choices depend on no other language.</summary>
internal sealed class Scribe(VillageDesign design, Census census, Language language)
{
    // What anybody may be asked, whatever their gender and family.
    private static readonly Relation[] _asksOfStrangers =
        [Relation.Occupation, Relation.Home, Relation.Spouse, Relation.Mother];

    private readonly Phrasebook _book = Phrasebook.For(language);

    /// <summary>The question wordings in which the documents ask for a fact.</summary>
    public IEnumerable<string> Asks(Fact fact) =>
        DiceFor("ask", fact.Id).Shuffled(_book.Of[fact.Relation].Questions).Take(design.Questions);

    /// <summary>Every document that states facts.</summary>
    public IEnumerable<Draft> Drafts() => Registry().Concat(Desk());

    /// <summary>Every document that states none.</summary>
    public IEnumerable<Document> Door() =>
        from talk in Refusals().Concat(SmallTalk()).Index()
        select new Conversation(Id("door", talk.Index), language, [], [talk.Item]);

    /// <summary>Questions after people, with the only right reply.</summary>
    public IEnumerable<Question> QuestionsAfter(IEnumerable<Term> strangers) =>
        from stranger in strangers
        from relation in _asksOfStrangers
        let fact = new Fact(stranger, relation, stranger)
        let wording = DiceFor("ask", fact.Id).Shuffled(_book.Of[relation].Questions)[0]
        select new Question(new Mention(fact, wording).In(language), language, $"unknown/{fact.Id}",
            _book.NotKnown, _book.NotKnown, QuestionKind.Unknown);

    private IEnumerable<Draft> Registry()
    {
        var number = 0;
        foreach (var facts in Subjects())
        {
            var sentences = facts.ToDictionary(fact => fact,
                fact => DiceFor("state", fact.Id).Shuffled(_book.Of[fact.Relation].Statements));
            for (var round = 0; round < design.Statements; round++)
            {
                var order = DiceFor($"registry/{round}", facts[0].Id).Shuffled(facts);
                yield return new(Id("registry", number++), language, Form.Prose,
                    [.. order.Select(fact => new Mention(fact, sentences[fact][round]))]);
            }
        }
    }

    private IEnumerable<Draft> Desk()
    {
        var number = 0;
        foreach (var facts in Subjects())
        {
            var asks = facts.ToDictionary(fact => fact, fact => Asks(fact).ToArray());
            for (var round = 0; round < design.Questions; round++)
            {
                var dice = DiceFor($"desk/{round}", facts[0].Id);
                var order = dice.Shuffled(facts);
                for (int first = 0, turns; first < order.Length; first += turns)
                {
                    turns = Math.Min(1 + dice.Below(2), order.Length - first);
                    yield return new(Id("desk", number++), language, Form.Conversation,
                        [.. order[first..(first + turns)].Select(fact => new Mention(fact, asks[fact][round]))]);
                }
            }
        }
    }

    private IEnumerable<Fact[]> Subjects() =>
        census.Facts.GroupBy(fact => fact.Subject).Select(facts => facts.ToArray());

    private IEnumerable<Turn> Refusals() =>
        QuestionsAfter(census.TaughtStrangers).Select(question => new Turn(question.Text, question.Reply));

    private IEnumerable<Turn> SmallTalk() =>
        from courtesy in _book.Courtesies
        from said in courtesy.Said
        select new Turn(said, courtesy.Reply);

    private string Id(string source, int number) => $"village/{source}/{language.Code()}/{number:D5}";

    private Dice DiceFor(string purpose, string factId) =>
        Dice.For(design.Seed, $"{purpose}/{language.Code()}/{factId}");
}
