using CsCheck;

namespace Jaram.Cli.Tests.Speaking;

public sealed class SuggestionTests
{
    private static readonly Gen<string> _word = Gen.String[Gen.Char['a', 'd'], 0, 6];

    [Fact]
    public void A_word_is_no_change_from_itself_and_as_far_from_another_as_that_from_it() =>
        Gen.Select(_word, _word).Sample((a, b) =>
            Suggestion.Changes(a, a) == 0 && Suggestion.Changes(a, b) == Suggestion.Changes(b, a)
            && (a == b) == (Suggestion.Changes(a, b) == 0));

    [Fact]
    public void One_letter_more_is_one_change() =>
        Gen.Select(_word, Gen.Char['a', 'd'], Gen.Int[0, 6]).Sample((word, letter, at) =>
            Suggestion.Changes(word, word.Insert(Math.Min(at, word.Length), letter.ToString())) == 1);

    [Fact]
    public void Two_swapped_letters_are_one_change() => Assert.Equal(1, Suggestion.Changes("rasie", "raise"));

    [Fact]
    public void Nothing_near_gives_no_guess() => Assert.Null(Suggestion.Nearest("zzzz", ["raise", "new"]));
}
