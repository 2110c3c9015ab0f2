using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Jaram.Testing;

namespace Jaram.Village.Tests;

public sealed class WorldTests
{
    private static World Default => Villages.Default;

    [Fact]
    public void The_default_village_is_what_it_was()
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var document in Default.Documents) hash.AppendData(Encoding.UTF8.GetBytes(document.Page()));
        foreach (var q in Default.Questions())
            hash.AppendData(Encoding.UTF8.GetBytes($"{q.Kind} {q.Language} {q.FactId} {q.Text} {q.Answer} {q.Reply}\n"));
        var bytes = Default.Documents.SelectMany(d => d.Texts()).Sum(text => Encoding.UTF8.GetByteCount(text));
        var kinds = Default.Questions().CountBy(q => q.Kind).Select(kind => $"{kind.Value} {kind.Key}");
        Snapshot.Match(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"""
            facts {Default.Facts.Count}
            documents {Default.Documents.Count}
            bytes of text {bytes}
            questions {string.Join(", ", kinds)}
            sha256 {Convert.ToHexStringLower(hash.GetHashAndReset())}

            """));
    }

    [Fact]
    public void A_page_of_each_language_reads_well() =>
        Snapshot.Match(string.Join('\n',
            from language in Default.Design.Languages
            from source in Default.Documents.Where(d => d.Language == language).GroupBy(d => d.Source)
                .OrderBy(source => source.Key, StringComparer.Ordinal)
            from document in source.Take(source.Key == "village/registry" ? 16 : 10)
            select document.Page()));

    [Fact]
    public void The_truth_reads_well() =>
        Snapshot.Match(string.Concat(Default.Facts.Select(fact => fact.Id + "\n" + string.Concat(
            Default.Design.Languages.Select(l => $"  {fact.SubjectIn(l)}: {fact.AnswerIn(l)}\n")))));

    [Fact]
    public void Equal_designs_give_equal_worlds() => Villages.Designs.Sample(
        design => Pages(World.Build(design)).SequenceEqual(Pages(World.Build(design with { }))), iter: 8);

    [Fact]
    public void Another_seed_gives_another_village() =>
        Assert.NotEqual(Pages(Default), Pages(World.Build(new() { Seed = 2 })));

    [Fact]
    public void A_language_depends_on_no_other() => Villages.Designs.Sample(design =>
    {
        var whole = World.Build(design);
        foreach (var language in design.Languages)
        {
            var alone = World.Build(design with { Languages = [language] });
            Assert.Equal(whole.Facts, alone.Facts);
            Assert.Equal(Pages(whole, d => d.Language == language), Pages(alone));
            Assert.Equal(whole.Questions().Where(q => q.Language == language).Select(q => q.Text),
                alone.Questions().Select(q => q.Text));
        }
    }, iter: 5);

    [Fact]
    public void Every_fact_is_told_and_asked_as_often_as_designed() => Villages.Designs.Sample(design =>
    {
        var world = World.Build(design);
        foreach (var language in design.Languages)
        {
            var documents = world.Documents.Where(d => d.Language == language).ToArray();
            var told = documents.OfType<Prose>().SelectMany(d => d.FactIds).CountBy(id => id).ToDictionary();
            var asked = documents.OfType<Conversation>().SelectMany(d => d.FactIds).CountBy(id => id).ToDictionary();
            Assert.All(world.Facts, f => Assert.Equal((design.Statements, design.Questions), (told[f.Id], asked[f.Id])));
        }
    }, iter: 8);

    [Fact]
    public void A_document_holds_the_answer_to_each_fact_it_states() =>
        Assert.All(Default.Documents, document =>
        {
            var text = Answers.Normalise(string.Concat(document.Texts()));
            foreach (var fact in Default.Facts.Where(f => document.FactIds.Contains(f.Id)))
                Assert.Contains(Answers.Normalise(fact.AnswerIn(document.Language)), text);
        });

    [Fact]
    public void Seen_questions_stand_in_the_documents_with_their_reply()
    {
        var turns = Default.Documents.OfType<Conversation>().SelectMany(d => d.Turns).ToHashSet();
        Assert.All(Default.Questions().Where(q => q.Kind == QuestionKind.Seen),
            q => Assert.Contains(new Turn(q.Text, q.Reply), turns));
    }

    [Fact]
    public void Held_out_and_unknown_questions_stand_in_no_document() => Villages.Designs.Sample(design =>
    {
        var world = World.Build(design);
        var said = world.Documents.SelectMany(d => d.Texts()).ToHashSet();
        Assert.DoesNotContain(world.Questions(), q => q.Kind != QuestionKind.Seen && said.Contains(q.Text));
    }, iter: 5);

    [Fact]
    public void One_question_has_one_answer() => Villages.Designs.Sample(design =>
        World.Build(design).Questions().GroupBy(q => (q.Language, q.Text)).All(same => same.Count() == 1), iter: 5);

    [Fact]
    public void Ids_are_unique() => Villages.Designs.Sample(design =>
    {
        var world = World.Build(design);
        Assert.Distinct(world.Documents.Select(d => d.Id));
        Assert.Distinct(world.Facts.Select(f => f.Id));
    }, iter: 5);

    [Fact]
    public void Strangers_asked_after_are_named_in_no_document()
    {
        var strangers = Default.Questions().Where(q => q.Kind == QuestionKind.Unknown && q.Language == Language.English)
            .Select(q => q.FactId.Split('/')[1]).Distinct().ToArray();
        Assert.Equal(Default.Design.Strangers, strangers.Length);
        var text = string.Join('\n', Default.Documents.SelectMany(d => d.Texts())).Replace(' ', '-').ToLowerInvariant();
        Assert.All(strangers, stranger => Assert.DoesNotContain(stranger, text));
    }

    [Fact]
    public void Five_thousand_people_have_names_that_no_script_confuses()
    {
        var world = World.Build(new() { Seed = 3, People = 5000, Questions = 1, Statements = 1, Languages = [Language.Arabic] });
        var people = world.Facts.Where(f => f.Relation == Relation.Home).ToArray();
        Assert.Equal(5000, people.Length);
        foreach (var language in Enum.GetValues<Language>())
            Assert.Distinct(people.Select(person => person.SubjectIn(language)));
        Assert.Distinct(world.Facts.Select(f => f.Id));
    }

    [Fact]
    public void Families_agree_with_themselves() => Villages.Designs.Sample(design =>
    {
        var answers = World.Build(design).Facts.ToDictionary(f => (f.Subject, f.Relation), f => f.Answer);
        foreach (var ((subject, relation), answer) in answers)
        {
            if (relation is Relation.Spouse or Relation.Neighbour) Assert.Equal(subject, answers[(answer, relation)]);
            if (relation is Relation.Spouse) Assert.NotEqual(subject.Gender, answer.Gender);
            if (relation is Relation.Spouse or Relation.Neighbour)
                Assert.Equal(answers[(subject, Relation.Home)], answers[(answer, Relation.Home)]);
            if (relation is Relation.Mother)
                Assert.Equal(subject.Korean[0], answers[(answer, Relation.Spouse)].Korean[0]);   // the father's surname
        }
    }, iter: 8);

    private static IEnumerable<string> Pages(World world) => Pages(world, _ => true);

    private static IEnumerable<string> Pages(World world, Func<Document, bool> wanted) =>
        world.Documents.Where(wanted).Select(d => d.Page());
}
