namespace Messaging.Local.Tests;

/// <summary>A test that needs the recorded vectors.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class VectorFactAttribute : FactAttribute
{
    public VectorFactAttribute()
    {
        if (PatternVectors.Path is null)
        {
            Skip = "The recorded vectors are not here: they are looked for in shared/vectors, beside the checkout.";
        }
    }
}
