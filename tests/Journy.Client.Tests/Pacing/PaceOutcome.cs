using System.Collections.Generic;

namespace Journy.Tests.Pacing;

/// <summary>What came of one simulated run.</summary>
/// <param name="Share">Our calls let through from the fourth minute on, as a share of the limit.</param>
/// <param name="Refused">Our calls refused in the whole run.</param>
/// <param name="OthersRefused">The share of the others' calls that were refused, in the whole run.</param>
/// <param name="Fair">The fewest calls of an importer over the last five minutes, as a share of the most; 1 for a single one.</param>
/// <param name="Importers">Those who made calls.</param>
internal sealed record PaceOutcome(
    double Share, int Refused, double OthersRefused, double Fair, IReadOnlyList<SimulatedImporter> Importers);
