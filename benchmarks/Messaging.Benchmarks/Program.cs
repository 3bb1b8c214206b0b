using Messaging.Benchmarks;

return args switch
{
    ["broker", .. var rest] => await BrokerCommand.RunAsync(rest),
    ["lambda", .. var rest] => await LambdaCommand.RunAsync(rest),
    _ => Usage.Show(),
};
