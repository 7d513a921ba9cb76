using FedPG.Environments;
using FedPG.Options;

namespace FedPG.Estimators;

/// <summary>What an estimator is created for. It may depend on settings, sizes and rewards, never on the machine.</summary>
/// <param name="Environments">All environments, with phases if the policy has them.</param>
/// <param name="Local">The options of local training.</param>
/// <param name="Temperature">λ of the entropy bonus, which is part of the tasks' rewards; 0 without regularisation.</param>
public sealed record EstimatorContext(EnvironmentSet Environments, LocalOptions Local, double Temperature);
