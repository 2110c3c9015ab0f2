using System.Text;
using CsCheck;

namespace Jaram.Tokenizers.Tests;

public sealed class NfcTests
{
    private static string Of(string text) => Nfc.Normalize(text).ToString();

    [Fact]
    public void Normalising_twice_is_normalising_once() =>
        Texts.Any.Sample(text => Of(Of(text)) == Of(text));

    [Fact]
    public void The_runtime_normalises_the_same() =>
        Texts.Any.Sample(text => Assert.Equal(text.Normalize(NormalizationForm.FormC), Of(text)));

    [Fact]
    public void Text_taken_apart_comes_together_the_same() =>
        Texts.Any.Sample(text => Assert.Equal(Of(text), Of(text.Normalize(NormalizationForm.FormD))));

    /// <summary>Characters that may join what is before them have to be looked at, and that makes a copy.</summary>
    [Fact]
    public void Text_that_is_surely_in_normal_form_is_not_even_copied() =>
        Texts.Any.Select(Of).Where(text => !text.EnumerateRunes().Any(rune => CodePoints.IsUnstable(rune.Value)))
            .Sample(text => Nfc.Normalize(text) == text.AsSpan());

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Texts.Broken.Sample(text => Assert.Equal(Of(Repaired(text)), Of(text)));

    [Fact]
    public void Ten_thousand_marks_on_one_letter_are_put_in_order() =>
        Gen.Int[0x300, 0x34E].Select(code => (char)code).Array[10_000].Sample(marks =>
        {
            var text = "a" + new string(marks);
            Assert.Equal(text.Normalize(NormalizationForm.FormC), Of(text));
        }, iter: 2);

    /// <summary>In Unicode 16 and later a composed letter can begin with one that joins what is before it.</summary>
    [Theory]
    [InlineData("\U0001611E\U00016123", "\U00016126")]
    [InlineData("\U00016D63\U00016D68", "\U00016D6A")]
    [InlineData("\U0001138B\U000113C7", "\U0001138E\U000113B8")]
    public void A_composed_letter_can_join_what_is_before_it(string text, string expected) =>
        Assert.Equal(expected, Of(text));

    private static string Repaired(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
}
