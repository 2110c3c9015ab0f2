using Jaram.Architecture;
using Jaram.Exchange.Families;
using Jaram.Exchange.Tensors;

namespace Jaram.Exchange.Exporting;

/// <summary>A model that is to be written in another format.</summary>
public sealed class ExportedModel
{
    private const string AheadPrefix = "ahead.";

    /// <summary>Finds the family that can hold a model.</summary>
    /// <param name="design">Its design.</param>
    /// <param name="weights">Its weights, under our names.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="format">How it will be written.</param>
    /// <param name="ahead">What happens to modules that look further ahead.</param>
    /// <exception cref="DesignException">No family can; the message names the reasons of the nearest.</exception>
    public ExportedModel(
        Design design, ITensorSource weights, TokenizerFiles tokenizer, Format format, AheadModules ahead)
    {
        Family = Expressible.In(design, format, ahead) is [var family, ..]
            ? family
            : throw new DesignException(Expressible.Refusal(design, format, ahead));
        (Design, Tokenizer, Format) = (design, tokenizer, format);
        Weights = design.Ahead is null ? weights : new Chosen(weights, name =>
            !name.StartsWith(AheadPrefix, StringComparison.Ordinal));
    }

    /// <summary>The architecture.</summary>
    public Design Design { get; }

    /// <summary>What it is written as.</summary>
    public Family Family { get; }

    /// <summary>The format that was asked for.</summary>
    public Format Format { get; }

    /// <summary>Its tokenizer.</summary>
    internal TokenizerFiles Tokenizer { get; }

    /// <summary>Weights under our names.</summary>
    internal ITensorSource Weights { get; }

    /// <summary>Weights under theirs.</summary>
    internal ITensorSource Theirs => new Rearranged(Weights, "the model", Family.Links(Design, Format), Side.Foreign);
}
