using System.Text.RegularExpressions;
using FedPG.Architecture.Tests.Namespaces;

namespace FedPG.Architecture.Tests.Layout;

/// <summary>
/// Vectors, prefetches and memory without bounds are in FedPG/Kernels, so that what must be read twice is in one place. Casts of whole
/// spans (MemoryMarshal.Cast, AsBytes) keep their bounds, and loops of a library (TensorPrimitives) have been read already.
/// </summary>
public partial class KernelTests
{
    private const string Kernels = "src/FedPG/Kernels/";

    /// <summary>What kernels may know. They take numbers and spans from all others.</summary>
    private static readonly string[] Known = ["FedPG", "FedPG.Environments", "FedPG.Numerics", "FedPG.Random"];

    /// <summary>Files that are not kernels. This list only gets shorter.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["src/FedPG/Numerics/Scalar.cs"] = "one number: kernels and the equations of control are written over these three types",
        ["src/FedPG/Numerics/Lanes4.cs"] = "four numbers, with the bits of Scalar",
        ["src/FedPG/Numerics/Lanes8.cs"] = "eight numbers, with the bits of Scalar",
        ["src/FedPG/Numerics/Elementary.cs"] = "public functions of spans, which kernels call for single vectors",
    };

    [Fact]
    public void Vectors_prefetches_and_unsafe_code_are_in_Kernels()
    {
        Repository.Sources("src")
            .Where(file => IsUnsafe(File.ReadAllText(file)))
            .Select(Repository.Relative)
            .Where(file => !file.StartsWith(Kernels, StringComparison.Ordinal))
            .ShouldBe(
                Exceptions.Keys.Order(StringComparer.Ordinal),
                "Move the loop to a file of FedPG/Kernels that takes spans; take a file that no longer needs it off the list.");
    }

    [Theory]
    [InlineData("using System.Runtime.Intrinsics;", true)]
    [InlineData("using System.Runtime.Intrinsics.X86;", true)]
    [InlineData("var sum = Vector512.LoadUnsafe(ref first);", true)]
    [InlineData("var sum = Vector<double>.Zero;", true)]
    [InlineData("Sse.Prefetch0(address);", true)]
    [InlineData("public static unsafe void Run()", true)]
    [InlineData("double next = Unsafe.Add(ref first, 1);", true)]
    [InlineData("ref double first = ref MemoryMarshal.GetReference(numbers);", true)]
    [InlineData("fixed (double* first = numbers)", true)]
    [InlineData("// Vector512.LoadUnsafe, Unsafe.Add and unsafe code are faster.", false)]
    [InlineData("/// <see cref=\"Vector512{T}\"/>", false)]
    [InlineData("var bytes = MemoryMarshal.AsBytes(numbers);", false)]
    [InlineData("int bits = BitOperations.Log2(count);", false)]
    [InlineData("ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: true);", false)]
    [InlineData("case LaneInstructions.Vector512: return 8;", false)]
    public void Vectors_prefetches_and_unsafe_code_are_recognized(string line, bool isUnsafe) => IsUnsafe(line).ShouldBe(isUnsafe);

    [Fact]
    public void Kernels_know_nothing_of_those_that_call_them()
    {
        var graph = NamespaceGraph.Of(Path.Combine(AppContext.BaseDirectory, "FedPG.dll"));
        var kernels = graph.References.Where(entry => IsKernel(entry.Key)).ToList();
        kernels.ShouldNotBeEmpty();
        kernels.SelectMany(entry => entry.Value).Where(IsOwn).Where(other => !IsKernel(other)).Distinct().Except(Known).ShouldBeEmpty();
    }

    /// <summary>Not one of the attributes that the compiler adds to an assembly.</summary>
    private static bool IsOwn(string name) => name.Split('.')[0] == "FedPG";

    private static bool IsKernel(string name) => name.StartsWith("FedPG.Kernels", StringComparison.Ordinal);

    private static bool IsUnsafe(string code) => Unsafe().IsMatch(Comment().Replace(code, ""));

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"System\.Runtime\.Intrinsics|\bVector(64|128|256|512)?[.<]\w|\b(Sse|Ssse|Avx|Bmi|Fma|X86|Arm|AdvSimd)\w*\.\w"
        + @"|\bunsafe\b|\bfixed \(|\bUnsafe\.\w|\bMemoryMarshal\.(Get\w*Reference|Create(ReadOnly)?Span)\b")]
    private static partial Regex Unsafe();
}
