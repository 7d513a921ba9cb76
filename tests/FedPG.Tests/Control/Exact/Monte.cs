using FedPG.Control.Processes;
using FedPG.Random;

namespace FedPG.Tests.Control.Exact;

/// <summary>Sampled discounted returns.</summary>
internal static class Monte
{
    /// <summary>Draws an action from the state variable of the same number.</summary>
    public delegate double ActionDraw(double x, Stream random);

    /// <summary>Requires the mean of many returns to be within four standard errors of an exact value.</summary>
    public static void Covers(ControlProcess process, double exact, double discount, ActionDraw draw)
    {
        const int Width = 8192, Steps = 500;
        var random = new Stream();
        var shape = process.Shape;
        double[] states = new double[shape.StateDimension * Width], returns = new double[Width];
        double[] rewards = new double[Width], ended = new double[Width], actions = new double[shape.ActionDimension * Width];
        process.Reset(random.Uniforms(shape.ResetDraws * Width), states, Width);
        double weight = 1;
        for (int t = 0; t < Steps; t++, weight *= discount)
        {
            for (int i = 0; i < actions.Length; i++) actions[i] = draw(states[i], random);
            process.Step(states, actions, random.Uniforms(shape.StepDraws * Width), states, rewards, ended);
            for (int j = 0; j < Width; j++) returns[j] += weight * rewards[j];
        }

        double mean = returns.Average(), error = Math.Sqrt(returns.Average(value => (value - mean) * (value - mean)) / Width);
        mean.ShouldBe(exact, 4 * error);
        error.ShouldBeLessThan(0.02 * Math.Abs(exact));
    }

    /// <summary>A stream of random numbers.</summary>
    internal sealed class Stream
    {
        private Xoshiro256PlusPlus _random = RandomStreams.For(StreamPurpose.Search, seed: 77);

        public double NextDouble() => _random.NextDouble();

        public double NextNormal() => _random.NextNormal();

        public double[] Uniforms(int count)
        {
            var numbers = new double[count];
            foreach (ref double number in numbers.AsSpan()) number = _random.NextDouble();
            return numbers;
        }
    }
}
