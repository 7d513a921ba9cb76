#!/usr/bin/env bash
# A batch job: the server on the first machine, and a node on every machine, the first included.
#   sbatch --nodes=4 deploy/slurm.sh experiment.conf
# Submitted again, or requeued by SLURM, the job continues from the last checkpoint.
#SBATCH --job-name=fedpg
#SBATCH --ntasks-per-node=1
#SBATCH --exclusive
#SBATCH --time=12:00:00
#SBATCH --requeue
#SBATCH --signal=B:TERM@60
#SBATCH --output=fedpg-%j.log
set -uo pipefail

experiment=${1:?"usage: sbatch --nodes=N $0 EXPERIMENT.conf"}
fedpg=${FEDPG:-fedpg}
port=${FEDPG_PORT:-$((20000 + SLURM_JOB_ID % 10000))}
server=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)
unset FEDPG_PORT

# The node of the first machine shares its cores with the server.
FEDPG_HOSTNAME=auto FEDPG_SEED_NODES=$server:$port srun --overlap --kill-on-bad-exit=0 "$fedpg" node --wait &
nodes=$!

FEDPG_HOSTNAME=$server "$fedpg" run "$experiment" --resume --port "$port" \
  --set fedpg.runtime.mode=cluster --set "fedpg.runtime.min-nodes=$SLURM_JOB_NUM_NODES" &
run=$!

# Before its time is over SLURM signals this script: the server saves a checkpoint and ends, and the job is queued again.
trap 'kill -TERM $run 2>/dev/null' TERM
# A trap ends a wait early: the code of the run is that of a wait after its end.
while kill -0 $run 2>/dev/null; do wait $run; done
wait $run
code=$?
kill -TERM $nodes 2>/dev/null
wait $nodes
[ $code -eq 130 ] && scontrol requeue "$SLURM_JOB_ID"
exit $code
