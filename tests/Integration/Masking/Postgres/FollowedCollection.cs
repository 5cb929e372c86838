namespace WireProxy.Integration.Masking.Postgres;

/// <summary>Tests over one <see cref="FollowedSchema"/>.</summary>
[CollectionDefinition(Name)]
public sealed class FollowedCollection : ICollectionFixture<FollowedSchema>
{
    public const string Name = "followed";
}
