using Messaging.Benchmarks;

return args switch
{
    ["broker", .. var rest] => await BrokerCommand.RunAsync(rest),
    ["engine", .. var rest] => await EngineCommand.RunAsync(rest),
    _ => Usage.Show(),
};
