namespace FedPG.Asynchrony;

/// <summary>A training that is under way.</summary>
/// <param name="Broadcast">The round whose broadcast it starts from.</param>
/// <param name="Number">The number of the training among those of its agent, from 1.</param>
/// <param name="Duration">Simulated seconds that it takes.</param>
/// <param name="Arrives">The simulated time at which its update arrives.</param>
/// <param name="Place">Its place among simultaneous arrivals, before the numbers of the agents.</param>
internal readonly record struct Training(int Broadcast, int Number, double Duration, double Arrives, double Place);
