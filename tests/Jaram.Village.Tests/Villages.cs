using CsCheck;

namespace Jaram.Village.Tests;

/// <summary>Villages that several tests look at, and ways to look.</summary>
internal static class Villages
{
    /// <summary>The village of the demo.</summary>
    public static World Default { get; } = World.Build(new() { Seed = 1 });

    public static Gen<VillageDesign> Designs { get; } =
        from seed in Gen.ULong
        from people in Gen.Int[1, 14]
        from offices in Gen.Int[0, 12]
        from questions in Gen.Int[1, 10]
        from statements in Gen.Int[1, 5]
        from strangers in Gen.Int[0, 6]
        select new VillageDesign
        {
            Seed = seed,
            People = people,
            Offices = offices,
            Questions = questions,
            Statements = statements,
            Strangers = strangers,
        };

    /// <summary>The sentences of prose, or all that is said in a conversation.</summary>
    public static IEnumerable<string> Texts(this Document document) => document switch
    {
        Prose prose => [prose.Text],
        Conversation talk => talk.Turns.SelectMany(turn => new[] { turn.User, turn.Assistant }),
        _ => throw new ArgumentException(document.Id),
    };

    /// <summary>Everything about a document, as one text.</summary>
    public static string Page(this Document document) =>
        $"{document.Id} [{string.Join(' ', document.FactIds)}]\n{string.Join('\n', document.Texts())}\n";

    /// <summary>The words of a text, without punctuation.</summary>
    public static IEnumerable<string> Words(string text) =>
        text.Split(' ').Select(word => word.Trim('.', ',', '?', '؟', '،')).Where(word => word != "");
}
