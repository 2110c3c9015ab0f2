namespace Jaram.Training.Data;

/// <summary>What a turn must be, whatever file it comes from.</summary>
internal static class ConversationRules
{
    public static Turn Turn(Place place, string role, string text) => role is "system" or "user" or "assistant"
        ? new(role, text)
        : throw new DataException($"{place}: a message has the role \"{role}\", it must be system, user or assistant");
}
