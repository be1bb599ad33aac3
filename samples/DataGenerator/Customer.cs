namespace Journy.Samples.DataGenerator;

/// <summary>One customer while it is being made.</summary>
internal sealed class Customer
{
    internal required string Index { get; set; }

    internal required string CustomerId { get; set; }

    internal required string FirstName { get; set; }

    internal required string LastName { get; set; }

    internal string Company { get; set; } = string.Empty;

    internal required string City { get; set; }

    internal required string Country { get; set; }

    internal required string Phone1 { get; set; }

    internal required string Phone2 { get; set; }

    internal string Email { get; set; } = string.Empty;

    internal required string SubscriptionDate { get; set; }

    internal string Website { get; set; } = string.Empty;

    /// <summary>Puts the customer in the order of <see cref="CustomerFile.Columns"/>.</summary>
    /// <returns>One cell a column.</returns>
    internal string[] ToCells() =>
        [Index, CustomerId, FirstName, LastName, Company, City, Country, Phone1, Phone2, Email, SubscriptionDate, Website];
}
