using System.Globalization;
using BenchmarkDotNet.Running;
using FedPG.Benchmarks.Comparison;

if (args is ["compare", .. var names]) return await Comparisons.RunAsync(names);
if (args is [AgentCounts.One, var agents]) return await AgentCounts.MeasureAsync(int.Parse(agents, CultureInfo.InvariantCulture));
if (args is [SparseSizes.One, var world, var states]) return SparseSizes.Measure(world, int.Parse(states, CultureInfo.InvariantCulture));
BenchmarkSwitcher.FromAssembly(typeof(Comparisons).Assembly).Run(args);
return 0;
