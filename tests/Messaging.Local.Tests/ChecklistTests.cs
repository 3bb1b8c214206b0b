using System.Reflection;

namespace Messaging.Local.Tests;

public sealed class ChecklistTests
{
    // The lines about SQS, SNS and EventBridge; those that follow are of functions and of the transports.
    private const int Lines = 37;

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
