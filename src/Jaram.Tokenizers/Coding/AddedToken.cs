namespace Jaram.Tokenizers;

/// <summary>A token that was put beside those of the text: it marks a place rather than spelling something.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">Its name, as it shows in decoded text.</param>
/// <param name="IsSpecial">It is left out of what a reader sees.</param>
public sealed record AddedToken(int Id, string Text, bool IsSpecial);
