namespace Jaram.Server.Wire;

/// <summary>The models that can be asked.</summary>
internal sealed record ModelList(string Object, ModelCard[] Data);

/// <summary>A model.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Object">model</param>
/// <param name="Created">When it was loaded, in Unix seconds.</param>
/// <param name="OwnedBy">Who serves it.</param>
/// <param name="Jaram">What it is.</param>
internal sealed record ModelCard(string Id, string Object, long Created, string OwnedBy, ModelFacts Jaram);

/// <summary>What a model is.</summary>
/// <param name="Design">The name of its design.</param>
/// <param name="Step">The step that its weights are of.</param>
/// <param name="Weights">What they hash to.</param>
/// <param name="Context">Tokens that prompt and answer may have together.</param>
/// <param name="Vocabulary">Tokens that there are.</param>
internal sealed record ModelFacts(string Design, long Step, string Weights, int Context, int Vocabulary);
