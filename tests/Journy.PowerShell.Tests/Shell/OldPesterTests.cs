using Journy.Tests.Engine;
using Journy.Tests.Package;

namespace Journy.Tests.Shell;

/// <summary>The oldest version of Pester that the tests are written for. A class of its own: both run at the same time.</summary>
public sealed class OldPesterTests(PackedModule packed) : PesterTests(packed)
{
    protected override string PesterVersion => Repository.Metadata("OldPesterVersion");
}
