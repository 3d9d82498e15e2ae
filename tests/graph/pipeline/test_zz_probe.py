import json
from collections import Counter
from datetime import UTC, datetime
from graph.evaluation.worlds.presets import PRESETS
from graph.evaluation.worlds.writing import Order, write_world
from graph.networks.models import Membership, Network
from graph.pipeline.actions import advance
from graph.risk.models import Assessment
from tests.graph.pipeline.loading import load_parties, send
import os

def test_probe(real_db, tmp_path):
    write_world(Order(PRESETS["demo"], int(os.environ.get("PSEED","7")), datetime(2026,11,24,tzinfo=UTC)), tmp_path)
    load_parties(tmp_path)
    send((tmp_path / "signals.ndjson").read_bytes().splitlines())
    advance()
    truth = json.loads((tmp_path / "truth.json").read_text())["accounts"]
    found = {a: (r, reasons) for a, r, reasons in Assessment.objects.values_list("account__account", "recommendation", "reasons")}
    table = Counter((row["operator"] or row["kind"], found.get(a, ("clear",))[0]) for a, row in truth.items())
    with open("/tmp/w/probe.txt", "w") as f:
        for k, v in sorted(table.items()): print(k, v, file=f)
        nets = Counter()
        for n, c, m in Membership.objects.values_list("network__name", "network__network", "account__account"):
            nets[(n, c, truth[m]["operator"] or truth[m]["kind"])] += 1
        for k, v in sorted(nets.items(), key=str): print(k, v, file=f)
        for n in Network.objects.filter(state="live"): print(n.name, n.recommendation, n.campaign_type, n.headline, file=f)
        shown = 0
        for a, (r, reasons) in found.items():
            if truth[a]["operator"] is None and (r in ("review", "limit") or (r == "watch" and shown < 6)):
                shown += r == "watch"
                print(a, truth[a]["kind"], r, json.dumps(reasons)[:900], file=f)
