using System.Collections.Immutable;
using System.Text.Json;

namespace Jaram.Server.Asking;

/// <summary>Reads which tools a chat may call.</summary>
internal static class ToolFields
{
    /// <summary>Tools in one request, characters of a description.</summary>
    private const int MostTools = 128, LongestDescription = 4096;

    /// <summary>The tools of a request.</summary>
    /// <exception cref="RefusedException">A parameter is wrong, or not obeyed.</exception>
    public static ToolChoice Read(Fields fields)
    {
        var tools = fields.List("tools", MostTools)?.Select((tool, i) => One(Fields.ObjectOf(tool, $"tools[{i}]")))
            .ToImmutableArray() ?? [];
        fields.Flag("parallel_tool_calls");                             // one call is all that ever comes: both are obeyed
        var choice = fields.Take("tool_choice");
        if (tools.IsEmpty)
            return choice is null or { ValueKind: JsonValueKind.String } && choice?.GetString() is null or "none" or "auto"
                ? ToolChoice.None
                : throw RefusedException.Invalid("tool_choice", "'tool_choice' asks for a call, and there are no tools; "
                    + "add 'tools'");
        if (tools.Select(tool => tool.Name).Distinct().Count() < tools.Length)
            throw RefusedException.Invalid("tools", "'tools' has two of one name; give each its own");
        return choice switch
        {
            null => new(tools, Calls.Perhaps),
            { ValueKind: JsonValueKind.Object } named => Named(tools, Fields.ObjectOf(named, "tool_choice")),
            { ValueKind: JsonValueKind.String } word => word.GetString() switch
            {
                "none" => ToolChoice.None,
                "auto" => new(tools, Calls.Perhaps),
                "required" => new(tools, Calls.Always),
                _ => throw Unknown(),
            },
            _ => throw Unknown(),
        };
    }

    private static RefusedException Unknown() => RefusedException.Invalid("tool_choice",
        "'tool_choice' must be none, auto, required, or {\"type\": \"function\", \"function\": {\"name\": ...}}; "
        + "use one of these");

    private static ToolChoice Named(ImmutableArray<Tool> tools, Fields choice)
    {
        choice.Word("type", "function");
        var function = choice.Object("function") ?? throw choice.Missing("function");
        var name = function.NeededText("name");
        function.Finish();
        choice.Finish();
        return tools.FirstOrDefault(tool => tool.Name == name) is { } named
            ? new([named], Calls.Always)
            : throw RefusedException.Invalid("tool_choice.function.name",
                "'tool_choice' names a function that 'tools' has not; name one of them");
    }

    private static Tool One(Fields tool)
    {
        tool.Word("type", "function");
        var function = tool.Object("function") ?? throw tool.Missing("function");
        var (name, description) = (function.NeededText("name"), function.Text("description") ?? "");
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))
            throw RefusedException.Invalid(function.NameOf("name"), $"'{function.NameOf("name")}' must be 1 to 64 of A-Z "
                + "a-z 0-9 _ - .; correct it");
        if (description.Length > LongestDescription)
            throw RefusedException.Invalid(function.NameOf("description"), $"'{function.NameOf("description")}' has "
                + $"{description.Length} characters, it may have {LongestDescription}; shorten it");
        var parameters = function.Take("parameters")?.GetRawText() ?? """{"type":"object","properties":{}}""";
        function.Flag("strict");                                        // a call is held to the schema always
        function.Finish();
        tool.Finish();
        return new(name, description, parameters);
    }
}
