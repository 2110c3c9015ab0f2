namespace Jaram.Village;

/// <summary>What a fact says of its subject. Each subject has at most one answer for each relation.</summary>
public enum Relation
{
    /// <summary>Person to trade.</summary>
    Occupation,

    /// <summary>Person to the street of the house.</summary>
    Home,

    /// <summary>Person to husband or wife.</summary>
    Spouse,

    /// <summary>Person to mother.</summary>
    Mother,

    /// <summary>Person living alone to the person living alone next door.</summary>
    Neighbour,

    /// <summary>Office to its street.</summary>
    Place,

    /// <summary>Office to its opening and closing hour.</summary>
    Hours,

    /// <summary>Office to the person who runs it.</summary>
    Head,

    /// <summary>Office to its four-digit telephone number.</summary>
    Phone,

    /// <summary>Permit to the office that issues it.</summary>
    Issuer,

    /// <summary>Permit to its price in won.</summary>
    Fee,

    /// <summary>Permit to the days until it is ready.</summary>
    Days,

    /// <summary>Permit to the document that must be shown for it.</summary>
    Papers,

    /// <summary>Person to a private six-digit number, which only a <see cref="Faults.Leak"/> tells.</summary>
    Secret,
}
