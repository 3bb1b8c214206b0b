using System.Reflection;

namespace Messaging.Local.Tests;

/// <summary>
/// Finds, for each line of the list of what the broker must do, the tests of it: those whose names begin with H and its
/// number. 1 to 21 are about SQS, 22 to 31 about SNS, 32 to 37 about EventBridge, 38 to 40 about functions behind a queue.
/// </summary>
public sealed class ChecklistTests
{
    private const int Lines = 40;

    [Fact]
    public void Every_line_of_the_checklist_is_a_test()
    {
        var named = typeof(ChecklistTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .Where(method => method.IsDefined(typeof(FactAttribute)))
            .Select(method => method.Name[..3])
            .ToHashSet(StringComparer.Ordinal);

        Assert.All(Enumerable.Range(1, Lines), line => Assert.Contains($"H{line:00}", named));
    }
}
