namespace Messaging.Aws.Tests;

/// <summary>Tests that change the environment of the process, alone.</summary>
[CollectionDefinition("Environment", DisableParallelization = true)]
public sealed class EnvironmentCollection;
