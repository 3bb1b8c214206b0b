using System.Globalization;

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

    public static LambdaArguments? Parse(string[] args)
    {
        var built = Path.Combine(AppContext.BaseDirectory, "function", OperatingSystem.IsWindows() ? "bootstrap.exe" : "bootstrap");
        var (function, orders) = (built, 300);
        for (var index = 0; index < args.Length; index++)
        {
            var value = index + 1 < args.Length ? args[index + 1] : null;
            switch (args[index])
            {
                case "--function" when File.Exists(value):
                    function = value;
                    index++;
                    break;
                case "--orders" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out orders)
                                     && orders is >= 50 and <= 10_000:
                    index++;
                    break;
                default:
                    Console.Error.WriteLine($"'{args[index]}' was not understood.");
                    Console.Error.WriteLine(Usage);
                    return null;
            }
        }

        return new LambdaArguments(function, orders);
    }
}
