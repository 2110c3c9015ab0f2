using Jaram.Village.Grammar;
using Jaram.Village.Phrases;

namespace Jaram.Village;

/// <summary>One fact in one wording; the answer is the fact's own unless a fault put another in its place.</summary>
internal sealed record Mention(Fact Fact, string Wording, Term Answer)
{
    public Mention(Fact fact, string wording) : this(fact, wording, fact.Answer) { }

    public string In(Language language) => Template.Fill(Wording, language, Fact.Subject, Answer);

    public string ReplyIn(Language language) =>
        Template.Fill(Phrasebook.For(language).Of[Fact.Relation].Reply, language, Fact.Subject, Answer);
}

/// <summary>What the mentions of a draft are made into.</summary>
internal enum Form
{
    Prose,
    Conversation,
}

/// <summary>A document before it is written out: faults change drafts, never text.</summary>
internal sealed record Draft(string Id, Language Language, Form Form, IReadOnlyList<Mention> Mentions)
{
    public bool States(Fact fact) => Mentions.Any(m => m.Fact == fact);

    /// <summary>The same draft with another answer for one fact.</summary>
    public Draft Falsified(Fact fact, Term answer) =>
        this with { Mentions = [.. Mentions.Select(m => m.Fact == fact ? m with { Answer = answer } : m)] };

    public Document Written()
    {
        string[] facts = [.. Mentions.Select(m => m.Fact.Id)];
        return Form == Form.Prose
            ? new Prose(Id, Language, facts, string.Join(' ', Mentions.Select(m => m.In(Language))))
            : new Conversation(Id, Language, facts,
                [.. Mentions.Select(m => new Turn(m.In(Language), m.ReplyIn(Language)))]);
    }
}
