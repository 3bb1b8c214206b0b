namespace Messaging.Benchmarks;

/// <summary>Says what can be measured.</summary>
internal static class Usage
{
    private const int WrongArguments = 2;

    public static int Show()
    {
        Console.Error.WriteLine("Usage: dotnet run -c Release --project benchmarks/Messaging.Benchmarks -- <command>");
        Console.Error.WriteLine("  broker [--quick] [--only <figure>]   the embedded broker; without --only all of it");
        Console.Error.WriteLine("  clients [--quick]                    the clients of SNS and EventBridge beside the SDK's of SQS");
        Console.Error.WriteLine("  engine [--quick] [--only <figure>]   consuming and publishing; without --only all of it");
        Console.Error.WriteLine("  lambda [--quick] [--function <file>]  a function as native code, by the Runtime API");
        return WrongArguments;
    }
}
