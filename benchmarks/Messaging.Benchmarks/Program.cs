using Messaging.Benchmarks;

return args switch
{
    ["broker", .. var rest] => await BrokerCommand.RunAsync(rest),
    ["clients", .. var rest] => await ClientsCommand.RunAsync(rest),
    ["engine", .. var rest] => await EngineCommand.RunAsync(rest),
    ["lambda", .. var rest] => await LambdaCommand.RunAsync(rest),
    _ => Usage.Show(),
};
