#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rules of shipped sites make of an incident, as `incident ID --json` says it, as TAP."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from home import Home  # noqa: E402
from tap import equal, run, test  # noqa: E402

FRIDAY_NOON = 1795176000  # 20 November 2026, UTC


class Sites(Home):
    """Places without an API, each under its own rules."""

    def __init__(self):
        super().__init__(synced=False)
        self.sandbox.stop()
        for name, rules in (("px", "pixmania"), ("tm", "tmall-dsers"), ("oc", "orderchamp"), ("shop", "house-shop")):
            self.run(0, "account", "add", name, "--connector", "manual", "--site", name, "--country", "FR")
            equal(self.run(0, "account", "rules", name, "--playbook", rules)["playbook"], rules)

    def record(self, account, order, reason, *more, line="Théière:2:120.00", reported="2026-11-20"):
        done = self.run(0, "case", "add", "--account", account, "--order", order, "--customer", "Mme Petit",
                        "--country", "FR", "--language", "fr", "--reported", reported, "--reason", reason,
                        "--line", line, *more)
        return f"{account}/{done['incident']}"

    def rules(self, known):
        return self.run(0, "incident", known)["rules"]

    def clock(self, known, name):
        return next(clock for clock in self.rules(known)["clocks"] if clock["id"] == name)


@test("/P2/P3/R14/due-times-with-their-count")
def due(home):
    home.damaged = home.record("px", "PX-1", "damaged", "--delivered", "2026-11-19")
    reply = home.clock(home.damaged, "first-reply")
    equal((reply["role"], reply["start"], reply["due"], reply["aim_at"]),
          ("reply", FRIDAY_NOON, FRIDAY_NOON + 48 * 3600, FRIDAY_NOON + 24 * 3600))
    resolution = home.clock(home.damaged, "resolution")
    equal(resolution["due"], 1795561199)  # Tuesday 24 November, midnight in Paris
    equal(resolution["explanation"].splitlines()[0], "3 working days")
    assert "Sun 22 November\tSunday does not count" in resolution["explanation"], resolution
    equal([day.get("number", 0) for day in resolution["count"]["days"]], [0, 1, 0, 2, 3])
    assert resolution["source"].startswith("Pixmania"), resolution
    equal(home.clock(home.damaged, "return-late")["state"], "waiting")
    equal(home.rules(home.damaged)["resolve_by"], resolution["due"])


@test("/P5/P4.6/P6/step-and-checklist")
def process(home):
    rules = home.rules(home.damaged)
    equal(rules["step"], "opened")
    equal([step["id"] for step in rules["steps"]],
          ["opened", "first-reply", "direct-resolution", "arbitration", "lessons"])
    equal(rules["steps"][0]["documents"][0], {"what": "reported", "label": "Reported", "at": FRIDAY_NOON})
    equal([action["id"] for action in rules["actions"]],
          ["check-damage", "return-damaged", "replace-damaged", "inform-damaged"])
    ticked = home.run(0, "rules", "tick", home.damaged, "check-damage")["actions"][0]
    assert ticked["done_at"] > FRIDAY_NOON and ticked["name"], ticked


@test("/P1/R8/R13/R16/resolutions-and-a-proposal-with-its-rule")
def proposal(home):
    rules = home.rules(home.damaged)
    equal([(one["id"], one.get("is_allowed")) for one in rules["resolutions"]],
          [("replacement", True), ("refund", True), ("contact", True)])
    equal(rules["forbidden_channels"], ["mail", "phone"])
    equal(rules["guide"]["question"], "damage-confirmed")
    proposed = home.run(0, "rules", "answer", home.damaged, "damage-confirmed", "yes")["guide"]["proposal"]
    equal((proposed["proposal"], proposed["does"], proposed["label_use"], proposed["quantity"]),
          ("damaged-replace", "replacement", "always", "confirmed"))
    equal((proposed["source_date"], proposed["valid_from"]), ("2026-11-20", "2020-01-01"))
    assert proposed["source"].startswith("Pixmania"), proposed


@test("/O5/O6/O11/who-handles-it")
def handler(home):
    ours = home.rules(home.record("oc", "OC-1", "defective"))
    equal((ours["handler"], [one["id"] for one in ours["resolutions"] if one["is_allowed"]]),
          ("brand", ["replacement", "refund", "contact"]))
    equal(ours["resolved_by"], "customer")


@test("/P4.4/an-answer-starts-a-clock")
def answered(home):
    known = home.record("px", "PX-2", "refund_not_processed")
    assert "due" not in home.clock(known, "refund-after-return")
    rules = home.run(0, "rules", "answer", known, "return-came", "yes")
    equal(rules["guide"]["proposal"]["proposal"], "refund-now")
    clock = home.clock(known, "refund-after-return")
    equal((clock["state"], clock["due"] - clock["start"]), ("running", 48 * 3600))
    home.run(0, "rules", "answer", known, "return-came", "")
    assert "due" not in home.clock(known, "refund-after-return")


@test("/T6/handed-over-and-verified")
def verified(home):
    known = home.record("tm", "TM-1", "missing", "--photo", home.file("photo.jpg", b"\xff\xd8\xff not much"))
    rules = home.run(0, "rules", "answer", known, "is-verified", "waiting")
    equal(rules["guide"]["proposal"]["actions"], ["hand-over"])
    rules = home.run(0, "rules", "tick", known, "hand-over")
    equal(rules["actions"][0]["id"], "hand-over")
    equal(home.clock(known, "verification")["state"], "running")
    equal(home.rules(known)["resolve_by"], home.clock(known, "verification")["due"])
    home.run(0, "rules", "answer", known, "is-verified", "yes")
    equal(home.clock(known, "settlement")["state"], "running")
    equal(home.clock(known, "verification")["state"], "met")
    home.run(0, "journal", "verify")


@test("/H6/H10/cheap-once-and-not-twice")
def claims(home):
    first = home.record("shop", "S-1", "parcel_damaged", line="Cartouche:1:9.99", reported="2026-11-18")
    second = home.record("shop", "S-2", "parcel_damaged", line="Cartouche:1:9.99")
    for known, before, proposal in ((first, 0, "direct-exchange"), (second, 1, "person-decides")):
        rules = home.run(0, "rules", "answer", known, "content-fine", "no")
        equal((home.rules(known)["similar_claims"], rules["guide"]["proposal"]["proposal"]), (before, proposal))


sys.exit(run(Sites, shared=True))
