// README.md as Hugging Face shows it: YAML first, then what the model is.
// Source: Hugging Face Hub, model card metadata.

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Jaram.Architecture.Counting;

namespace Jaram.Exchange.Exporting;

/// <summary>What people read first of an exported model.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Licence">An SPDX name; empty if nobody said.</param>
/// <param name="Languages">Codes as in ISO 639; may be none.</param>
/// <param name="Origin">A line that says how it was raised, and which version of which run it is.</param>
public sealed record ModelCard(string Name, string Licence, IReadOnlyList<string> Languages, string Origin)
{
    /// <summary>The text.</summary>
    internal string Text(ExportedModel model)
    {
        var count = Count.Of(model.Design with { Ahead = null });
        var text = new StringBuilder("---\n");
        text.Append(Invariant, $"license: {(Licence == "" ? "other" : Quote(Licence.ToLowerInvariant()))}\n");
        if (Languages.Count > 0) text.Append("language:\n").AppendJoin("", Languages.Select(l => $"- {Quote(l)}\n"));
        text.Append("library_name: transformers\npipeline_tag: text-generation\ntags:\n- jaram\n---\n\n");
        text.Append(Invariant, $"# {OneLine(Name)}\n\n{OneLine(model.Design.About)}\n\n");
        text.Append(Invariant, $"- {OneLine(Origin)}\n");
        text.Append(Invariant, $"- {count.Parameters:N0} parameters, {count.ActiveParameters:N0} of them active ");
        text.Append(Invariant, $"for a token; {model.Design.Stack.Length} layers, width {model.Design.Width}, ");
        text.Append(Invariant, $"context {model.Design.Context}, vocabulary {model.Design.Vocabulary:N0}\n");
        text.Append(Invariant, $"- design: {OneLine(model.Design.Name)} ({OneLine(model.Design.Source)}), written as ");
        text.Append(Invariant, $"{model.Family.Architecture}\n");
        if (model.Tokenizer.BeginName is { } begin)
            text.Append(Invariant, $"- every text begins with `{begin}`: the chat template writes it, ")
                .Append("other prompts need it\n");
        return text.ToString();
    }

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    /// <summary>A text of JSON is one of YAML.</summary>
    private static string Quote(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
