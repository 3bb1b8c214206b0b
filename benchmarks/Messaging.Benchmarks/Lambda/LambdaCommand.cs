namespace Messaging.Benchmarks;

/// <summary>Measures the sample's Lambda function, as native code and with a compiler in the process.</summary>
internal static class LambdaCommand
{
    private const string Folder = "samples/OrderProcessing.Lambda/Function/bin/Release/net10.0/";
    private const string HowToPublish = "dotnet publish samples/OrderProcessing.Lambda/Function -c Release";
    private const string HowToBuild = "dotnet build samples/OrderProcessing.Lambda/Function -c Release";

    public static async Task<int> RunAsync(string[] arguments)
    {
        var quick = arguments.Contains("--quick", StringComparer.Ordinal);
        var given = arguments.SkipWhile(argument => argument != "--function").Skip(1).FirstOrDefault();
        using var server = await RunningServer.StartAsync(ServerKind.All[0]);
        if (server is null)
        {
            Output.WriteMissing("lambda", ServerKind.All[0].WhenMissing);
            return 1;
        }

        var native = given ?? Find("*/publish/bootstrap");
        var measured = await MeasureAsync("native", native, HowToPublish, server, quick);
        return await MeasureAsync("jit", Find("bootstrap"), HowToBuild, server, quick) && measured ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(string name, string? file, string howToMake, RunningServer server, bool quick)
    {
        if (file is null || !File.Exists(file))
        {
            Output.WriteMissing("lambda-" + name, howToMake);
            return false;
        }

        var figure = new FunctionFigure(name, file, server.Endpoint);
        await figure.MeasureAsync(starts: quick ? 3 : 15, invocations: quick ? 200 : 2000);
        return true;
    }

    /// <summary>Finds a file under the function's output, in a folder of any platform; the name may begin with that folder.</summary>
    private static string? Find(string pattern)
    {
        var parts = pattern.Split('/', 2);
        if (!Directory.Exists(Folder))
        {
            return null;
        }

        return parts.Length == 1
            ? Path.Combine(Folder, pattern)
            : Directory.EnumerateDirectories(Folder, parts[0])
                .Select(folder => Path.Combine(folder, parts[1]))
                .FirstOrDefault(File.Exists);
    }
}
