using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore.Tests;

/// <summary>Every attack on the endpoint for SNS, by its name.</summary>
public sealed class SnsAttackTests
{
    private static readonly Dictionary<string, Attack> Attacks = SignatureAttacks.All.Concat(AddressAttacks.All).Concat(ShapeAttacks.All)
        .ToDictionary(each => each.Name, each => each.Attack, StringComparer.Ordinal);

    public static TheoryData<string> Names { get; } = [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_refused_when(string name)
    {
        var attack = Attacks[name];
        await using var site = await TestSite.StartAsync(attack.Configure);
        site.Sns.Certificate = attack.Certificate ?? site.Sns.Certificate;

        var status = await site.PostAsync(attack.Post());

        Assert.Equal(attack.Status, status);
        Assert.Empty(site.Probe.Handled);
        Assert.Equal(attack.Fetches, site.Sns.Requests);
        var entry = Assert.Single(site.Log.OfEndpoints, each => each.Id != 7008);
        Assert.True(entry.Id is 7001 or 7002 && entry.Level <= LogLevel.Warning, entry.Text);
        Assert.Contains(((int)status).ToString(), entry.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(site.Log.All, each => each.Text.Contains(TestPost.Marker, StringComparison.Ordinal));
    }

    [Fact]
    public void There_are_enough_of_them() => Assert.True(Attacks.Count >= 100, $"There are {Attacks.Count} attacks.");

    [Fact]
    public async Task The_post_that_the_attacks_change_is_accepted()
    {
        await using var site = await TestSite.StartAsync();

        Assert.Equal(System.Net.HttpStatusCode.OK, await site.PostAsync(TestPost.Notification()));
        Assert.Equal(System.Net.HttpStatusCode.OK, await site.PostAsync(TestPost.Confirmation()));
        Assert.Single(site.Probe.Handled);
    }
}
