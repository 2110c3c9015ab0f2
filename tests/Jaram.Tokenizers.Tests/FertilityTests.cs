using System.Text;
using CsCheck;

namespace Jaram.Tokenizers.Tests;

public sealed class FertilityTests
{
    private static readonly Tokenizer _bytes = Texts.Train([], new BpeRecipe { Vocabulary = 262 });

    [Fact]
    public void A_text_is_counted_as_by_hand()
    {
        var card = Fertility.Of(_bytes, ["가나  다\n", "\U00020000a"], "ko");
        Assert.Equal(new Fertility("ko", Words: 3, Characters: 8, Bytes: 17, Tokens: 17), card);
        Assert.Equal((17 / 3.0, 8 / 17.0, 1.0), (card.TokensPerWord, card.CharactersPerToken, card.BytesPerToken));
    }

    [Fact]
    public void Texts_together_come_to_the_sum_of_each() =>
        Texts.Any.Array[0, 5].Sample(texts =>
        {
            var each = texts.Select(text => Fertility.Of(Texts.Small, [text], "x")).ToList();
            var sum = new Fertility("x", each.Sum(f => f.Words), each.Sum(f => f.Characters), each.Sum(f => f.Bytes),
                each.Sum(f => f.Tokens));
            Assert.Equal(sum, Fertility.Of(Texts.Small, texts, "x"));
        });

    [Fact]
    public void Words_are_what_stands_between_white_space() =>
        Texts.Any.Select(text => text.Normalize(NormalizationForm.FormC)).Sample(text =>
            Assert.Equal(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length,
                Fertility.Of(Texts.Small, [text], "x").Words));

    [Fact]
    public void The_card_is_a_table() =>
        Assert.Equal("""
            | language | tokens/word | characters/token | bytes/token | words | tokens |
            |---|---:|---:|---:|---:|---:|
            | Korean | 2.50 | 2.00 | 4.80 | 2 | 5 |

            """.ReplaceLineEndings("\n"), Fertility.Card([new("Korean", 2, 10, 24, 5)]));
}
