using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying;

/// <summary>A grown model's parent, as somebody brought it along.</summary>
/// <param name="Origin">The name of its ledger.</param>
/// <param name="History">What its ledger says.</param>
/// <param name="Report">What came of verifying it; it must hold the head that the child's ledger names.</param>
/// <param name="Grown">Digests of the tensors that growing it again gave.</param>
public sealed record Parentage(string Origin, GrowthHistory History, VerificationReport Report, TensorListing Grown);
