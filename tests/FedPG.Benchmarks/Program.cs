using BenchmarkDotNet.Running;
using FedPG.Benchmarks.Comparison;
using MathNet.Numerics;

Control.UseSingleThread();
if (args is ["compare", .. var names]) return await Comparisons.RunAsync(names);
BenchmarkSwitcher.FromAssembly(typeof(Comparisons).Assembly).Run(args);
return 0;
