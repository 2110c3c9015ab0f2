using Jaram.Village.Grammar;

namespace Jaram.Village;

/// <summary>Draws who and what is in the village, and so everything that is true in it.</summary>
internal sealed class Census
{
    private readonly Names _names;
    private readonly Dice _dice;
    private readonly Deck<Term> _streets, _papers, _fees, _days, _hours;
    private readonly Deck<Trade> _trades;

    public Census(VillageDesign design)
    {
        _dice = Dice.For(design.Seed, "census");
        _names = new(Dice.For(design.Seed, "names"));
        _streets = new(_dice, Catalogue.Streets);
        _papers = new(_dice, Catalogue.Papers);
        _fees = new(_dice, Catalogue.Fees);
        _days = new(_dice, Catalogue.Days);
        _hours = new(_dice, Catalogue.Hours);
        _trades = new(_dice, Catalogue.Trades);
        AddFamilies(design.People);
        foreach (var office in _dice.Shuffled(Catalogue.Offices).Take(design.Offices)) Add(office);
        TaughtStrangers = [.. Enumerable.Range(0, design.Strangers).Select(_ => Stranger())];
        AskedStrangers = [.. Enumerable.Range(0, design.Strangers).Select(_ => Stranger())];
    }

    /// <summary>All that is true.</summary>
    public List<Fact> Facts { get; } = [];

    /// <summary>The villagers; heads of offices are not among them.</summary>
    public List<Term> People { get; } = [];

    /// <summary>Nobody of the village: the documents say that they are not known.</summary>
    public IReadOnlyList<Term> TaughtStrangers { get; }

    /// <summary>Nobody of the village either, and never named in a document.</summary>
    public IReadOnlyList<Term> AskedStrangers { get; }

    private void AddFamilies(int people)
    {
        (Term Child, Term Home)? alone = null;   // the child still without a neighbour
        for (; people > 0; people -= 3)
        {
            var (surname, husband) = _names.Next(Gender.Masculine);
            var home = _streets.Draw();
            Settle(husband, home);
            if (people == 1) return;

            var (_, wife) = _names.Next(Gender.Feminine);
            Settle(wife, home);
            Facts.Add(new(husband, Relation.Spouse, wife));
            Facts.Add(new(wife, Relation.Spouse, husband));
            if (people == 2) return;

            var child = _names.NextOf(surname, AnyGender());
            var childHome = alone?.Home ?? _streets.Draw();
            Settle(child, childHome);
            Facts.Add(new(child, Relation.Mother, wife));
            if (alone is var (neighbour, _))
            {
                Facts.Add(new(neighbour, Relation.Neighbour, child));
                Facts.Add(new(child, Relation.Neighbour, neighbour));
                alone = null;
            }
            else alone = (child, childHome);
        }
    }

    private void Settle(Term person, Term street)
    {
        People.Add(person);
        Facts.Add(new(person, Relation.Occupation, _trades.Draw().For(person.Gender)));
        Facts.Add(new(person, Relation.Home, street));
    }

    private void Add(Office office)
    {
        Facts.Add(new(office.Name, Relation.Place, _streets.Draw()));
        Facts.Add(new(office.Name, Relation.Hours, _hours.Draw()));
        Facts.Add(new(office.Name, Relation.Head, Stranger()));
        Facts.Add(new(office.Name, Relation.Phone, Digits(_dice, 4)));
        Facts.Add(new(office.Permit, Relation.Issuer, office.Name));
        Facts.Add(new(office.Permit, Relation.Fee, _fees.Draw()));
        Facts.Add(new(office.Permit, Relation.Days, _days.Draw()));
        Facts.Add(new(office.Permit, Relation.Papers, _papers.Draw()));
    }

    /// <summary>A number of so many digits, the first not 0.</summary>
    public static Term Digits(Dice dice, int count) =>
        Term.Number(string.Concat(Enumerable.Range(0, count).Select(i => i == 0 ? 1 + dice.Below(9) : dice.Below(10))));

    private Term Stranger() => _names.Next(AnyGender()).Name;

    private Gender AnyGender() => _dice.Below(2) == 0 ? Gender.Masculine : Gender.Feminine;
}
