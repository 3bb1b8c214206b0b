using System.Net;
using Messaging.Local;
using Messaging.Local.Server;

ServerArguments arguments;
try
{
    arguments = ServerArguments.Parse(args);
}
catch (FormatException error)
{
    await Console.Error.WriteLineAsync($"{error.Message} Try --help.");
    return 2;
}

if (arguments.WantsHelp || arguments.WantsVersion)
{
    Console.WriteLine(arguments.WantsHelp ? ServerArguments.Help : ServerVersion.Text);
    return 0;
}

if (!IPAddress.IsLoopback(arguments.Host))
{
    await Console.Error.WriteLineAsync(
        $"Warning: {arguments.Host} is not loopback, and there is no authentication. Whoever reaches it can do everything.");
}

// The threads that wait for the network answer what comes, without handing it to others. It is read with the first socket.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
using var stop = new StopSignal();
using var broker = new LocalBroker(arguments.Broker);
try
{
    await using var server = await BrokerServer.StartAsync(broker, arguments.Host, arguments.Port);
    Console.WriteLine($"Listening on {server.Address} (SQS, SNS, EventBridge; seed {broker.Seed})");
    await stop.Told;
    return 0;
}
catch (IOException error)
{
    await Console.Error.WriteLineAsync($"{arguments.Host}:{arguments.Port} cannot be listened on: {error.Message} Try --port 0.");
    return 1;
}
