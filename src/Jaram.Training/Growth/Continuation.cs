// The same model, raised on with another text: nothing of it changes, and its optimizer remembers all it did. The rate
// warms up and falls once more, as in any stage.
// Source: continual pretraining with re-warming, re-decaying and replay, arXiv:2403.08763.

using System.Text;
using Jaram.Architecture;
using Jaram.Architecture.Atlas;
using Jaram.Checkpoints;
using Jaram.Training.Data;
using Jaram.Ledger.Growth;

namespace Jaram.Training.Growth;

/// <summary>continue:TEXT</summary>
/// <param name="Text">The start of the SHA-256 of the text's manifest: no two texts share a child's name.</param>
public sealed record Continuation(string Text) : GrowthOperator
{
    private const string Name = "continue:";
    private const int Digits = 12;

    /// <inheritdoc/>
    public override MakingOperation Making => MakingOperation.ContinuedPretraining;

    /// <inheritdoc/>
    public override string Word => Name + Text;

    /// <summary>The continuation on a text.</summary>
    public static Continuation On(ShardManifest text) =>
        new(Digest.Of(Encoding.UTF8.GetBytes(text.ToJson())).ToString()[..Digits]);

    /// <summary>Reads an operator of this kind; null for another one's word.</summary>
    internal static Continuation? Find(string word) =>
        word.StartsWith(Name, StringComparison.Ordinal) ? new(word[Name.Length..]) : null;

    /// <summary>Sees to it that a child is raised on the text that its ledger will name.</summary>
    internal void Check(ShardManifest text)
    {
        if (On(text) is var there && there != this)
            throw Refusal($"the child's text is {there.Text}; another text comes along with jaram assay extension");
    }

    internal override Design Grow(Design parent) => parent;

    internal override Func<FirstTensor, Heir> Heirs(ParentModel parent, Design child) => ParentModel.Same;
}
