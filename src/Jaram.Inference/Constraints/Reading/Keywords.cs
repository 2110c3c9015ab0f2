// The keywords of JSON Schema: which are held to, which say nothing about a value, and which are refused.
// Source: JSON Schema 2020-12, core and validation; nullable from OpenAPI 3.0, definitions, additionalItems and
// items as a list from earlier drafts.

namespace Jaram.Inference.Constraints;

/// <summary>What stands behind a keyword.</summary>
internal enum KeywordValue
{
    Schema, SchemaOrList, Schemas, NamedSchemas, Text, Pattern, Format, Texts, NamedTexts, Types, Values, Any, Limit,
    Number, Positive, Switch, Note,
}

/// <summary>The table of keywords.</summary>
internal static class Keywords
{
    private static readonly Dictionary<string, KeywordValue> _all = new()
    {
        ["type"] = KeywordValue.Types, ["enum"] = KeywordValue.Values, ["const"] = KeywordValue.Any,
        ["properties"] = KeywordValue.NamedSchemas, ["patternProperties"] = KeywordValue.NamedSchemas,
        ["additionalProperties"] = KeywordValue.Schema, ["propertyNames"] = KeywordValue.Schema,
        ["required"] = KeywordValue.Texts, ["dependentRequired"] = KeywordValue.NamedTexts,
        ["minProperties"] = KeywordValue.Limit, ["maxProperties"] = KeywordValue.Limit,
        ["items"] = KeywordValue.SchemaOrList, ["prefixItems"] = KeywordValue.Schemas,
        ["additionalItems"] = KeywordValue.Schema, ["minItems"] = KeywordValue.Limit,
        ["maxItems"] = KeywordValue.Limit, ["uniqueItems"] = KeywordValue.Switch,
        ["minLength"] = KeywordValue.Limit, ["maxLength"] = KeywordValue.Limit,
        ["pattern"] = KeywordValue.Pattern, ["format"] = KeywordValue.Format,
        ["minimum"] = KeywordValue.Number, ["maximum"] = KeywordValue.Number,
        ["exclusiveMinimum"] = KeywordValue.Number, ["exclusiveMaximum"] = KeywordValue.Number,
        ["multipleOf"] = KeywordValue.Positive,
        ["anyOf"] = KeywordValue.Schemas, ["oneOf"] = KeywordValue.Schemas, ["allOf"] = KeywordValue.Schemas,
        ["not"] = KeywordValue.Schema, ["if"] = KeywordValue.Schema, ["then"] = KeywordValue.Schema,
        ["else"] = KeywordValue.Schema,
        ["$ref"] = KeywordValue.Text, ["$anchor"] = KeywordValue.Text, ["$id"] = KeywordValue.Text,
        ["$defs"] = KeywordValue.NamedSchemas, ["definitions"] = KeywordValue.NamedSchemas,
        ["nullable"] = KeywordValue.Switch,
    };

    /// <summary>Keywords that describe and do not demand.</summary>
    private static readonly HashSet<string> _notes =
    [
        "title", "description", "default", "examples", "example", "$schema", "id", "$comment", "deprecated",
        "readOnly", "writeOnly", "contentMediaType", "contentEncoding", "contentSchema", "$vocabulary",
        "markdownDescription", "enumDescriptions", "markdownEnumDescriptions", "deprecationMessage",
        "defaultSnippets", "enumNames", "allowTrailingCommas", "allowComments", "doNotSuggest", "tsType",
        "suggestSortText", "errorMessage", "patternErrorMessage", "propertyOrder",
    ];

    /// <summary>Keywords that are applied where they stand: a value must obey the schemas in them itself.</summary>
    public static IReadOnlyList<string> InPlace { get; } =
        ["anyOf", "oneOf", "allOf", "not", "if", "then", "else"];

    /// <summary>What stands behind a keyword; false if it is none that is held to or passed over.</summary>
    public static bool TryGet(string name, out KeywordValue value)
    {
        if (_all.TryGetValue(name, out value)) return true;
        value = KeywordValue.Note;
        return _notes.Contains(name) || name.StartsWith("x-", StringComparison.Ordinal);
    }
}
