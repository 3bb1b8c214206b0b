namespace Messaging.Local.Tests;

public sealed class SeededIdTests
{
    [Fact]
    public void The_same_seed_draws_the_same_ids()
    {
        var first = new SeededIds(7);
        var second = new SeededIds(7);

        Assert.Equal(Draw(first, 100), Draw(second, 100));
    }

    [Fact]
    public void Neighbouring_seeds_share_no_ids_and_no_id_comes_twice()
    {
        var ids = Enumerable.Range(-5, 10).SelectMany(seed => Draw(new SeededIds(seed), 1000)).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Ids_have_the_form_of_random_ones() =>
        Assert.All(Draw(new SeededIds(1), 100), id =>
        {
            Assert.Equal(4, id.Version);
            Assert.InRange(id.Variant, 8, 11);
        });

    private static Guid[] Draw(SeededIds ids, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => ids.NextId())];
}
