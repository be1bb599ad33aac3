using Xunit;

namespace Journy.Tests.Package;

/// <summary>The tests that share one packed module, since packing takes some seconds.</summary>
[CollectionDefinition(nameof(PackedModule))]
public sealed class PackedModuleTests : ICollectionFixture<PackedModule>;
