using FedPG.Cli;

// On one core the pool begins with one thread, and an actor system that starts holds it until the pool makes another, most of a second later.
ThreadPool.GetMinThreads(out int workers, out int completions);
ThreadPool.SetMinThreads(Math.Max(workers, 4), completions);
return await CommandLine.RunAsync(args);
