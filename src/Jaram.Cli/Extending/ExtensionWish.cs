using Jaram.Cli.Making;
using Jaram.Cli.Raising;

namespace Jaram.Cli.Extending;

/// <summary>What is asked for.</summary>
/// <param name="Model">The model, as the user calls it.</param>
/// <param name="Version">Which of its versions.</param>
/// <param name="Corpus">Where the new text lies.</param>
/// <param name="Text">What happens to it.</param>
/// <param name="Mix">The share of the model's own text in what is read, in [0, 0.9].</param>
/// <param name="Budget">How far it is raised on.</param>
/// <param name="Out">The child's folder.</param>
/// <param name="Again">The command that makes it again.</param>
internal sealed record ExtensionWish(string Model, string Version, IReadOnlyList<string> Corpus, TextOptions Text,
    double Mix, Budget Budget, string Out, string Again);
