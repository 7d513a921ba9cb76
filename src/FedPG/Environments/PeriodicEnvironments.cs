namespace FedPG.Environments;
/// <summary>temporary</summary>
public static class PeriodicEnvironments { /// <summary>t</summary>
 public static EnvironmentSet WithPeriod(EnvironmentSet set, int period) => set; }
