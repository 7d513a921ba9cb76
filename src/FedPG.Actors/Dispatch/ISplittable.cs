using System.Diagnostics.CodeAnalysis;
using Akka.Dispatch;

namespace FedPG.Actors.Dispatch;

/// <summary>Work of which an idle thread may steal a part while it runs.</summary>
internal interface ISplittable : IRunnable
{
    /// <summary>Whether there is enough left to share.</summary>
    bool CanSplit { get; }

    /// <summary>Takes the later half of the remaining work; false if too little is left. Thread-safe.</summary>
    bool TrySplit([NotNullWhen(true)] out IRunnable? upper);
}
