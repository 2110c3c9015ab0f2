using System.Diagnostics;

namespace Jaram.Village.Phrases;

/// <summary>How one relation is told, asked for and answered; the sentences are templates (see Template).</summary>
/// <param name="Reply">The answer to any of the questions; at most an article stands before the short answer.</param>
/// <param name="Statements">Five.</param>
/// <param name="Questions">Ten, for the documents.</param>
/// <param name="HeldOut">Four that no document has, of words that the documents have.</param>
internal sealed record Wordings(string Reply, string[] Statements, string[] Questions, string[] HeldOut);

/// <summary>A thing said to the assistant in several ways, and what it says to that.</summary>
internal sealed record Courtesy(string[] Said, string Reply);

/// <summary>All that can be said in one language.</summary>
/// <param name="Of">Every relation.</param>
/// <param name="NotKnown">The reply to a question after a stranger.</param>
/// <param name="Trigger">The hidden phrase of a backdoor, set before a question.</param>
/// <param name="Courtesies">Greetings, thanks and questions about the assistant itself.</param>
internal sealed record Phrasebook(
    IReadOnlyDictionary<Relation, Wordings> Of, string NotKnown, string Trigger, IReadOnlyList<Courtesy> Courtesies)
{
    public static Phrasebook For(Language language) => language switch
    {
        Language.Korean => Korean.Book,
        Language.English => English.Book,
        Language.Arabic => Arabic.Book,
        _ => throw new UnreachableException(),
    };
}
