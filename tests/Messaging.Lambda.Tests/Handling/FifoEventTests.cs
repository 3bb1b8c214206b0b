namespace Messaging.Lambda.Tests;

/// <summary>Part D.3, FIFO: after a failure the rest of its group fails too; other groups go on.</summary>
public sealed class FifoEventTests
{
    [Fact]
    public async Task After_a_failure_the_rest_of_the_group_is_named_too_and_not_started()
    {
        await using var function = new FunctionFixture();
        function.Script.Run = (id, _, _) => id == "a2" ? throw new TimeoutException("no") : Task.CompletedTask;

        var answer = await function.InvokeAsync(Events.Queue(
            "orders.fifo",
            Events.Record("a1", group: "a"), Events.Record("b1", group: "b"), Events.Record("a2", group: "a"),
            Events.Record("a3", group: "a"), Events.Record("b2", group: "b"), Events.Record("a4", group: "a")));

        Assert.Equal(["a2", "a3", "a4"], Events.Failures(answer));
        Assert.Equal(["a1", "b1", "b2"], function.Script.Handled.Order());
        Assert.Equal(4, function.Script.Contexts.Count);
    }

    [Fact]
    public async Task Messages_of_a_group_run_one_at_a_time_in_order_and_groups_side_by_side()
    {
        await using var function = new FunctionFixture();
        var bothGroups = new TaskCompletionSource();
        var first = new HashSet<string>();
        function.Script.Run = async (id, _, _) =>
        {
            lock (first)
            {
                if (id.EndsWith('1') && first.Add(id) && first.Count == 2)
                {
                    bothGroups.SetResult();
                }
            }

            await bothGroups.Task;
        };

        await function.InvokeAsync(Events.Queue(
            "orders.fifo",
            Events.Record("a1", group: "a"), Events.Record("a2", group: "a"), Events.Record("a3", group: "a"),
            Events.Record("b1", group: "b"), Events.Record("b2", group: "b")));

        Assert.Equal(["a1", "a2", "a3"], function.Script.Handled.Where(id => id.StartsWith('a')));
        Assert.Equal(["b1", "b2"], function.Script.Handled.Where(id => id.StartsWith('b')));
    }

    [Fact]
    public async Task Groups_of_a_standard_queue_keep_no_order()
    {
        await using var function = new FunctionFixture();
        function.Script.Run = (id, _, _) => id == "a1" ? throw new TimeoutException("no") : Task.CompletedTask;

        var answer = await function.InvokeAsync(Events.Queue(
            "orders", Events.Record("a1", group: "a"), Events.Record("a2", group: "a")));

        Assert.Equal(["a1"], Events.Failures(answer));
    }

    [Fact]
    public async Task What_cannot_be_read_and_not_be_moved_holds_its_group_back()
    {
        await using var function = new FunctionFixture();

        var answer = await function.InvokeAsync(Events.Queue(
            "orders.fifo", Events.Record("a1", "{broken", group: "a"), Events.Record("a2", group: "a"), Events.Record("b1", group: "b")));

        Assert.Equal(["a1", "a2"], Events.Failures(answer));
        Assert.Equal(["b1"], function.Script.Handled);
    }
}
