"""Checks all JSON that the tool writes against the schemas that it prints, and that the schemas refuse what is wrong."""
import copy
import glob
import json
import os
import socket
import subprocess
import time
import urllib.request

import jsonschema


def fedpg(*words, given=None):
    return subprocess.run(["fedpg", *words], input=given, text=True, capture_output=True, check=True).stdout


def schema(name):
    parsed = json.loads(fedpg("schema", name))
    jsonschema.Draft202012Validator.check_schema(parsed)
    return jsonschema.Draft202012Validator(parsed)


names = [line.split()[0] for line in fedpg("schema").splitlines()]
schemas = {name: schema(name) for name in names}
checked = {name: 0 for name in names}


def check(name, value):
    error = jsonschema.exceptions.best_match(schemas[name].iter_errors(value))
    assert error is None, f"{name}: {error.json_path}: {error.message}"
    checked[name] += 1
    return value


def refused(name, value, change):
    changed = copy.deepcopy(value)
    change(changed)
    assert not schemas[name].is_valid(changed), f"{name}: a wrong value is accepted"


small = {"rounds": 2, "agents": 4, "local": {"horizon": 5, "batch": 2}, "evaluation": {"episodes": 4}}
variants = {name: {"algorithm": name} for name in ["s-fedpg", "b-rs-fedpg", "fedq", "independent"]}
finite = {"fedpg": {**small, "name": "finite", "report": {"question": "Which is better?"}, "sweep": {"local.steps": [1, 2]},
                    "variants": {**variants, "tsallis": {"policy": {"family": "tsallis"}}}}}
control = {"fedpg": {**small, "name": "control", "variants": {
    "bits": {"algorithm": "b-rs-fedpg", "environment": {"type": "cart-pole"}},
    "gaussian": {"policy": {"family": "gaussian"}, "environment": {"type": "lqr", "seed": 1}}}}}
for experiment in [finite, control]:
    name = experiment["fedpg"]["name"]
    check("experiment", experiment)
    fedpg("run", "-", "--out", name, "--quiet", given=json.dumps(experiment))
    for file in ["experiment.json", "summary.json", "provenance.json"]:
        check(file, json.load(open(os.path.join(name, file))))
    check("experiment", json.load(open(os.path.join(name, "experiment.json")))["experiment"])
    for file in glob.glob(os.path.join(name, "*", "run.json")):
        check("run.json", json.load(open(file)))
    for file in glob.glob(f"{name}/*/*policy.json") + glob.glob(f"{name}/*/*policies/*.json"):
        check("policy", json.load(open(file)))
    check("describe", json.loads(fedpg("describe", "-", "--json", given=json.dumps(experiment))))
answer = check("answer.json", json.load(open("finite/answer.json")))
summary = json.load(open("finite/summary.json"))
diverged = copy.deepcopy(summary)
diverged["runs"][0].update(objective="NaN", gapToBestStationary=None)
check("summary.json", diverged)

for file in ["hocon/quickstart.conf", "hocon/control/cart-pole.conf"]:  # What the reader of HOCON resolves.
    brief = ["--seeds", "0", "--set", "rounds=1", "--set", "evaluation.references=none"]
    fedpg("run", file, "--out", "example", "--overwrite", "--quiet", *brief)
    check("experiment", json.load(open("example/experiment.json"))["experiment"])

mdp = check("mdp", json.load(open("hocon/worlds/opposite-doors.mdp.json")))
fedpg("convert", "hocon/worlds/opposite-doors.mdp.json", "--out", "doors.gym.json")
for file in glob.glob("doors*.gym.json"):
    gym = check("gymnasium", json.load(open(file)))
table = {str(s): {str(a): row for a, row in enumerate(rows)} for s, rows in enumerate(gym["P"])}
check("gymnasium", table)  # What json.dump makes of the dicts of Gymnasium.
zeros = [[0] * len(row) for row in mdp["environments"][0]["rewards"]]
policy = {"format": "fedpg-policy/1", "parameterization": "softmax", "parameters": zeros}
json.dump(check("policy", policy), open("policy.json", "w"))
check("evaluate", json.loads(fedpg(
    "evaluate", "--mdp", "hocon/worlds/opposite-doors.mdp.json", "--policy", "policy.json", "--horizon", "5", "--json")))
system = {"name": "a", "A": [[0.5]], "B": [[1]], "Q": [[1]], "R": [[1]]}
lqr = check("lqr", {"format": "fedpg-lqr/1", "systems": [system, {**system, "name": "b", "W": [[0.1]]}]})
json.dump(lqr, open("two.lqr.json", "w"))
own = {"fedpg": {"environment": {"type": "lqr", "path": "two.lqr.json"}}}
check("describe", json.loads(fedpg("describe", "-", "--json", given=json.dumps(check("experiment", own)))))
actions = check("actions", [[0.5], [-0.5]])
json.dump(actions, open("actions.json", "w"))
check("simulate", json.loads(fedpg("simulate", "-", "--actions", "actions.json", "--json", given=json.dumps(own))))
check("simulate", json.loads(fedpg(
    "simulate", "--mdp", "hocon/worlds/opposite-doors.mdp.json", "--policy", "policy.json", "--episodes", "2", "--horizon", "3", "--json")))

lines = subprocess.run(
    ["fedpg", "run", "hocon/quickstart.conf", "--out", "progress", "--progress", "json", "--set", "rounds=500", "--seeds", "0"],
    capture_output=True, check=True).stderr.splitlines()
assert lines, "no progress"
for line in lines:
    check("status.json", json.loads(line))

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    address = f"127.0.0.1:{free.getsockname()[1]}"
node = subprocess.Popen(["fedpg", "node", "--seed-node", "127.0.0.1:1", "--port", "0", "--http", address], stderr=subprocess.DEVNULL)
for attempt in range(100):
    try:
        check("node-status", json.load(urllib.request.urlopen(f"http://{address}/status")))
        break
    except OSError:
        time.sleep(0.2)
node.terminate()
node.wait()

refused("experiment", finite, lambda e: e["fedpg"].update(rouns=1))
refused("experiment", finite, lambda e: e["fedpg"].update(rounds=0))
refused("experiment", finite, lambda e: e["fedpg"].update(rounds="5"))
refused("experiment", finite, lambda e: e["fedpg"]["variants"].update(x={"algorithm": "s-fedgp"}))
refused("experiment", finite, lambda e: e["fedpg"].update(environment={"type": "synthetic", "kappa": 0.5}))
refused("experiment", finite, lambda e: e["fedpg"].update(environment={"type": "file"}))
refused("experiment", finite, lambda e: e["fedpg"]["sweep"].update({"local.batch": 5}))
refused("summary.json", summary, lambda s: s["runs"][0].update(objective="fast"))
refused("summary.json", summary, lambda s: s["runs"][0].pop("seed"))
refused("summary.json", summary, lambda s: s["runs"][0]["sweep"].append({"setting": "agents", "value": None}))
refused("policy", policy, lambda p: p.update(alpha=1))
refused("mdp", mdp, lambda m: m["environments"][0]["transitions"][0][0].append("x"))
refused("gymnasium", gym, lambda g: g["P"][0][0][0].pop())
refused("gymnasium", gym, lambda g: g.update(rho=g.pop("initial")))
refused("answer.json", answer, lambda a: a.pop("sentence"))

unchecked = [name for name in names if not checked[name]]
assert not unchecked, f"no JSON was checked against {unchecked}"
print(f"{sum(checked.values())} JSON texts are valid against {len(names)} schemas")
