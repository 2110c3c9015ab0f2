// A prompt is a text, ids, or a list of either. Ids are taken as they are; before a text comes the token that the model
// has learnt to see there.
// Source: OpenAI's API reference, "prompt" of completions and "input" of embeddings.

using System.Collections.Immutable;
using System.Text.Json;
using Jaram.Server.Serving;

namespace Jaram.Server.Asking;

/// <summary>Reads prompts.</summary>
internal static class PromptFields
{
    /// <summary>Prompts in one request.</summary>
    public const int MostPrompts = 64;

    /// <summary>The prompts of a parameter that must be there.</summary>
    /// <exception cref="RefusedException">There are none or too many, or one is neither text nor ids.</exception>
    public static ImmutableArray<Prompt> Read(Fields fields, string parameter, ModelText text)
    {
        var value = fields.Take(parameter) ?? throw fields.Missing(parameter);
        var name = fields.NameOf(parameter);
        if (value.ValueKind != JsonValueKind.Array) return [One(value, name, text)];
        if (value.GetArrayLength() == 0) throw RefusedException.Invalid(name, $"'{name}' is empty; put a prompt into it");
        return value[0].ValueKind == JsonValueKind.Number
            ? [One(value, name, text)]
            : [.. Fields.ListOf(value, name, MostPrompts).Select((one, i) => One(one, $"{name}[{i}]", text))];
    }

    /// <summary>Ids of a list.</summary>
    /// <exception cref="RefusedException">One is no token.</exception>
    public static ImmutableArray<int> Ids(JsonElement list, string name, int vocabulary)
    {
        var ids = ImmutableArray.CreateBuilder<int>();
        foreach (var entry in Fields.ListOf(list, name, JsonBody.MostBytes))
            ids.Add(entry.ValueKind == JsonValueKind.Number && entry.TryGetInt32(out var id)
                && (uint)id < (uint)vocabulary
                    ? id
                    : throw RefusedException.Invalid(name,
                        $"'{name}' has an entry that is no token; ids run from 0 to {vocabulary - 1}"));
        return ids.ToImmutable();
    }

    private static Prompt One(JsonElement value, string name, ModelText text)
    {
        var prompt = value.ValueKind == JsonValueKind.String
            ? text.PromptOf(value.GetString()!, name)
            : new(Ids(value, name, text.Vocabulary), 0);
        return prompt.Ids.Length > 0
            ? prompt
            : throw RefusedException.Invalid(name, $"'{name}' has no token; put one into it");
    }
}
