using System.Text.Json;
using Jaram.Assay.Tasks;
using Jaram.Assay.Tasks.Templates;

namespace Jaram.Assay.Tests.Tasks.Templates;

/// <summary>Templates give what Jinja gives. jinja.jsonl was made by make-jinja.py with the harness's environment.</summary>
public sealed class TemplateTests
{
    public static TheoryData<string, string, string> Golden
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Tasks", "Templates", "jinja.jsonl")))
            {
                using var json = JsonDocument.Parse(line);
                var root = json.RootElement;
                data.Add(root.GetProperty("template").GetString()!, root.GetProperty("document").GetRawText(),
                    root.GetProperty("text").GetString()!);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Golden))]
    public void A_template_gives_what_Jinja_gives(string template, string document, string text)
    {
        using var json = JsonDocument.Parse(document);
        Assert.Equal(text, Template.Read(template).Fill((Value.Named)Value.Of(json.RootElement)));
    }

    [Theory]
    [InlineData("{{ a / 0 }}", "divides by 0")]
    [InlineData("{{ 9223372036854775807 + 1 }}", "beyond 64 bits")]
    [InlineData("{{ range(99999999) }}", "shorten it")]
    [InlineData("{{ a.b.c }}", "has no such member")]
    [InlineData("{{ f(1) }}", "Jaram knows only range() there")]
    [InlineData("{{ 'a }}", "a quote that never ends")]
    [InlineData("{% for x in a %}", "go through a list")]
    [InlineData("{% endif %}", "that ends nothing")]
    [InlineData("{{ 'x'|regex_replace('(', '') }}", "cannot be used")]
    [InlineData("{{ a ? b }}", "means nothing there")]
    public void What_cannot_be_is_one_line(string template, string says)
    {
        var wrong = Assert.Throws<EvaluationException>(() =>
            Template.Read(template + (template.Contains("for", StringComparison.Ordinal) ? "{% endfor %}" : ""))
                .Fill(new([new("a", new Value.Whole(1))])));
        Assert.Contains(says, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', wrong.Message);
    }

    [Fact]
    public void Any_text_printed_as_Python_prints_it_is_read_again() =>
        CsCheck.Check.Sample(CsCheck.Gen.String, text =>
        {
            var whole = string.Concat(text.EnumerateRunes());
            return Template.Literal(new Value.Many([new Value.Text(whole)]).Spell()) is Value.Many { Items: [Value.Text read] }
                && read.Characters == whole;
        });
}
