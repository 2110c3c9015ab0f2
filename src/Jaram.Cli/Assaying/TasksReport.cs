using Jaram.Assay.Tasks.Asking;
using Jaram.Assay.Tasks.Contamination;
using Jaram.Assay.Tasks.Recording;

namespace Jaram.Cli.Assaying;

/// <summary>What is to be told of a model's tasks.</summary>
/// <param name="subject">Which model.</param>
/// <param name="wish">What was asked for.</param>
/// <param name="again">The command that makes it again.</param>
internal sealed class TasksReport(SubjectIdentity subject, TasksWish wish, string again)
{
    /// <summary>Which model.</summary>
    public SubjectIdentity Subject => subject;

    /// <summary>What was asked for.</summary>
    public TasksWish Wish => wish;

    /// <summary>The command that makes it again.</summary>
    public string Again => again;

    /// <summary>Tasks that are done.</summary>
    public List<TaskResult> Results { get; } = [];

    /// <summary>What the model had read of them; none where nobody looked.</summary>
    public IReadOnlyList<ContaminationResult> Contamination { get; set; } = [];
}
