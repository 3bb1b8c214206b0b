using System.Net;

namespace Messaging.Local.Server.Tests;

public sealed class ServerArgumentsTests
{
    [Fact]
    public void Without_arguments_it_is_this_machine_only()
    {
        var parsed = ServerArguments.Parse([]);

        Assert.Equal((4566, IPAddress.Loopback), (parsed.Port, parsed.Host));
        Assert.Equal(("000000000000", "us-east-1"), (parsed.Broker.AccountId, parsed.Broker.Region));
    }

    [Fact]
    public void Values_follow_or_are_attached()
    {
        var parsed = ServerArguments.Parse(
            ["--port", "0", "--host=0.0.0.0", "--account", "123456789012", "--region=eu-west-1", "--seed", "7", "--exact"]);

        Assert.Equal((0, IPAddress.Any, "123456789012"), (parsed.Port, parsed.Host, parsed.Broker.AccountId));
        Assert.Equal(("eu-west-1", 7, 0.0), (parsed.Broker.Region, parsed.Broker.Seed, parsed.Broker.RepeatRate));
    }

    [Theory]
    [InlineData("--port needs a value.", "--port")]
    [InlineData("--port takes a number from 0 to 65535, not '70000'.", "--port", "70000")]
    [InlineData("--host takes an IP address, not 'everywhere'.", "--host", "everywhere")]
    [InlineData("--account takes twelve digits, not '1'.", "--account=1")]
    [InlineData("--region takes a region such as eu-west-1, not 'EU West'.", "--region", "EU West")]
    [InlineData("--region takes a region such as eu-west-1, not ''.", "--region=")]
    [InlineData("--seed takes a number from 0 to 2147483647, not 'x'.", "--seed", "x")]
    [InlineData("'--prot' is not an option.", "--prot", "1")]
    public void What_makes_no_sense_is_named(string message, params string[] arguments) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => ServerArguments.Parse(arguments)).Message);
}
