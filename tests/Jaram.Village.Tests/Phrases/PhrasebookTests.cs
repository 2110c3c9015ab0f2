using System.Text;
using System.Text.RegularExpressions;
using Jaram.Village.Phrases;

namespace Jaram.Village.Tests.Phrases;

public sealed partial class PhrasebookTests
{
    private static readonly Language[] _languages = Enum.GetValues<Language>();

    /// <summary>One village with every trade, office and family relation, and every wording of all of them.</summary>
    private static readonly World _whole = World.Build(
        new() { Seed = 5, People = 60, Offices = 12, Questions = 10, Statements = 5, Strangers = 2 });

    [Fact]
    public void Every_relation_is_told_in_5_ways_and_asked_in_10_and_4_others() =>
        Assert.All(_languages, language => Assert.All(Enum.GetValues<Relation>(), relation =>
        {
            var wordings = Phrasebook.For(language).Of[relation];
            Assert.Equal((5, 10, 4), (wordings.Statements.Length, wordings.Questions.Length, wordings.HeldOut.Length));
            Assert.Distinct([.. wordings.Statements, .. wordings.Questions, .. wordings.HeldOut]);
        }));

    [Fact]
    public void A_question_never_names_the_answer_and_a_statement_names_both() =>
        Assert.All(_languages, language => Assert.All(Phrasebook.For(language).Of.Values, wordings =>
        {
            Assert.All([.. wordings.Questions, .. wordings.HeldOut], q => Assert.DoesNotMatch(AnswerSlot(), q));
            Assert.All([.. wordings.Questions, .. wordings.HeldOut, .. wordings.Statements], q => Assert.Matches(SubjectSlot(), q));
            Assert.All([.. wordings.Statements, wordings.Reply], s => Assert.Matches(AnswerSlot(), s));
        }));

    [Fact]
    public void A_held_out_question_is_made_of_words_that_the_documents_use()
    {
        foreach (var language in _languages)
        {
            var known = _whole.Documents.Where(d => d.Language == language).SelectMany(d => d.Texts())
                .SelectMany(Villages.Words).ToHashSet();
            var strange = _whole.Questions().Where(q => q.Language == language && q.Kind == QuestionKind.HeldOut)
                .SelectMany(q => Villages.Words(q.Text).Where(word => !known.Contains(word)).Select(word => $"{word}: {q.Text}"));
            Assert.Empty(strange);
        }
    }

    [Fact]
    public void A_held_out_question_shares_a_telling_word_with_a_seen_one_of_its_relation()
    {
        foreach (var language in _languages)
        {
            var book = Phrasebook.For(language);
            // How many of the fourteen relations use a word: at most three, and it tells something.
            var spread = book.Of.Values.SelectMany(w => w.Questions.SelectMany(Villages.Words).Distinct())
                .CountBy(word => word).ToDictionary();
            foreach (var (relation, wordings) in book.Of)
            {
                var telling = wordings.Questions.SelectMany(Villages.Words).Where(word => spread[word] <= 3).ToHashSet();
                Assert.All(wordings.HeldOut, q => Assert.True(Villages.Words(q).Any(telling.Contains), $"{relation}: {q}"));
            }
        }
    }

    [Fact]
    public void All_text_is_composed() =>
        Assert.All(AllTexts(), text => Assert.True(text.Text.IsNormalized(NormalizationForm.FormC), text.Text));

    [Fact]
    public void Punctuation_is_that_of_the_language() =>
        Assert.All(AllTexts(), text =>
        {
            Assert.DoesNotMatch(WrongAnywhere(), text.Text);
            Assert.Matches(text.Language == Language.Arabic ? ArabicEnd() : Latin(), text.Text);
            if (text.Language == Language.Arabic) Assert.DoesNotMatch(WrongInArabic(), text.Text);
            else Assert.DoesNotMatch(ArabicLetter(), text.Text);
            if (text.Language == Language.Korean) Assert.DoesNotMatch(LatinLetter(), text.Text);
            if (text.Language == Language.English) Assert.Matches(Capital(), text.Text);
        });

    private static IEnumerable<(Language Language, string Text)> AllTexts() =>
        _whole.Documents.SelectMany(d => d.Texts().Select(text => (d.Language, text)))
            .Concat(_whole.Questions().Select(q => (q.Language, q.Text)));

    [GeneratedRegex(@"\{a(:[^|}]+)?\}")]
    private static partial Regex AnswerSlot();

    [GeneratedRegex(@"\{s(:[^|}]+)?\}")]
    private static partial Regex SubjectSlot();

    [GeneratedRegex(@"  | [.,?]|[.,?؟،]{2}|[{}|]|^\s|\s$|[\u0660-\u0669]")]
    private static partial Regex WrongAnywhere();

    [GeneratedRegex(@"[.?]$")]
    private static partial Regex Latin();

    [GeneratedRegex(@"[.؟]$")]
    private static partial Regex ArabicEnd();

    [GeneratedRegex(@"[?;]|(?<!\d),|,(?!\d)|[A-Za-z]")]
    private static partial Regex WrongInArabic();

    [GeneratedRegex(@"[\u0600-\u06FF]")]
    private static partial Regex ArabicLetter();

    [GeneratedRegex(@"[A-Za-z]")]
    private static partial Regex LatinLetter();

    [GeneratedRegex(@"^[A-Z0-9]")]
    private static partial Regex Capital();
}
