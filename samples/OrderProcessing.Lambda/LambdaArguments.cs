using Samples;

namespace OrderProcessing;

/// <summary>What was asked for on the command line.</summary>
internal sealed record LambdaArguments(string Function, int Orders)
{
    private const string Usage = """
        Usage: OrderProcessing.Lambda [--function FILE] [--orders N]
          (nothing)        starts the function that was built with the sample
          --function FILE  starts this one, such as the native file of: dotnet publish samples/OrderProcessing.Lambda/Function
          --orders N       publishes N orders, 50 to 10000 (300)
        """;

    public static LambdaArguments Parse(string[] args)
    {
        var built = Path.Combine(AppContext.BaseDirectory, "function", OperatingSystem.IsWindows() ? "bootstrap.exe" : "bootstrap");
        var line = new CommandLine(args, Usage);
        return line.Understood(new LambdaArguments(
            line.Value("--function", File.Exists) ?? built, line.Number("--orders", 50, 10_000, otherwise: 300)));
    }
}
