using Messaging.Benchmarks;

return args switch
{
    ["broker", .. var rest] => await BrokerCommand.RunAsync(rest),
    _ => Usage.Show(),
};
