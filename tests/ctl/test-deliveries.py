#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carriers' incidents on the command line, against the pretend platform, as TAP."""

import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from home import Home  # noqa: E402
from tap import equal, run, test  # noqa: E402

ANSWERS = {"text": 1 << 2, "return": 1 << 6}


class Parcels(Home):
    def __init__(self):
        super().__init__(synced=False)
        self.run(0, "account", "add", "demo", "--connector", "dropea", "--url", self.sandbox.url.rstrip("/") + "/dropea",
                 "--token-file", self.token_file, "--keep-in-file")
        self.run(0, "sync")

    def list(self, *words):
        return self.run(0, "deliveries", "--limit", "1000", *words)

    def takes_text(self, n):
        rows = [row for row in self.list("--account", "demo") if row.get("allowed", 0) & ANSWERS["text"]]
        assert len(rows) >= n, rows
        return ["demo/" + row["id"] for row in rows[:n]]

    def executed_answers(self):
        return [item for item in self.sandbox.executed() if "resol" in str(item.get("operation"))]


@test("/C1/tabs-and-filters")
def tabs(home):
    every = home.list()
    parts = [home.list("--tab", tab) for tab in ("waiting", "first-absence", "sent")]
    equal(len(every), sum(len(part) for part in parts))
    assert all(parts), [len(part) for part in parts]
    carrier = every[0]["carrier"]
    equal({row["carrier"] for row in home.list("--carrier", carrier.lower())}, {carrier})
    home.run(2, "deliveries", "--tab", "nowhere")


@test("/C6/one-with-its-meaning")
def detail(home):
    row = next(row for row in home.list() if row.get("code") == "NAM")
    one = home.run(0, "delivery", "demo/" + row["id"])
    equal((one["reason"], one["reason_code"]), ("refused", "NAM"))
    equal(one["meaning"], "The customer does not accept the goods")
    assert one["advice"].startswith("Call the customer"), one["advice"]
    equal(home.run(0, "delivery", one["tracking_number"])["id"], one["id"])
    equal(one["rules"]["guide"]["question"], "customer-reached")


@test("/C7/call-not-reached")
def call(home):
    row = home.list("--tab", "waiting")[0]
    known = "demo/" + row["id"]
    home.run(2, "delivery", "call", known)
    home.run(4, "delivery", "call", known, "--reached", "no", "--again", "2020-01-01T00:00:00Z")
    home.run(0, "delivery", "call", known, "--reached", "no", "--note", "Boîte vocale", "--again",
             "2036-11-24T10:00:00Z")
    one = home.run(0, "delivery", known)
    equal([(one_call.get("is_reached", False), one_call["note"]) for one_call in one["calls"]],
          [(False, "Boîte vocale")])
    equal(one["state"], "waiting")
    assert row["id"] not in [other["id"] for other in home.list("--to-handle")]


def call_again_soon(home, known):
    """At a moment that still lies ahead when it is noted, however slow the machine is."""
    for seconds in (2, 8, 30):
        again = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds))
        try:
            home.run(0, "delivery", "call", known, "--reached", "no", "--again", again)
            return
        except AssertionError as error:
            refused = error
    raise refused


@test("/C7/call-due-in-sync")
def call_due(home):
    row = next(row for row in home.list("--tab", "waiting", "--to-handle"))
    known = "demo/" + row["id"]
    call_again_soon(home, known)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        done = next(one for one in home.run(0, "sync", "demo") if one["account"] == "demo")
        if done["calls"]:
            break
        time.sleep(0.2)
    equal([one["delivery"] for one in done["calls"]], [row["id"]])
    equal(done["calls"][0]["kind"], "call_again")
    home.run(0, "delivery", "call", known, "--reached", "yes")
    equal(home.run(0, "sync", "demo")[0]["calls"], [])


@test("/C8/solution-reaches-the-carrier-once")
def solution(home):
    known = home.takes_text(1)[0]
    before = len(home.executed_answers())
    home.run(4, "delivery", "answer", known, "text")
    home.run(2, "delivery", "answer", known, "sing")
    done = home.run(0, "delivery", "answer", known, "text", "--text", "Jeudi matin, code 12")["rows"]
    equal([row["state"] for row in done], ["confirmed"])
    equal(len(home.executed_answers()), before + 1)
    equal(home.run(0, "delivery", known)["state"], "solved")
    assert home.run(4, "delivery", "answer", known, "text", "--text", "Encore")["rows"][0]["problem"]
    equal(len(home.executed_answers()), before + 1)


@test("/C3/many-rehearsed-then-answered")
def many(home):
    chosen = home.takes_text(3)
    table = home.file("answers.csv", ("id,answer,text\n" + "".join(f"{one},text,Jeudi\n" for one in chosen)
                                      + f"{chosen[0]},text,Vendredi\n").encode())
    before = len(home.executed_answers())
    rehearsed = home.run(5, "delivery", "answer", "--file", table, "--dry-run")
    equal((rehearsed["dry_run"], ["problem" in row for row in rehearsed["rows"]]), (True, [False, False, False, True]))
    equal(len(home.executed_answers()), before)
    done = home.run(5, "delivery", "answer", "--file", table)["rows"]
    equal([row.get("state") for row in done], ["confirmed"] * 3 + [None])
    equal(len(home.executed_answers()), before + 3)


TIPSA = "\n".join([
    "albaran;referencia;destinatario;poblacion_destinatario;cp_destinatario;reembolso;codigo_estado;descripcion_estado;"
    "fechahora_alta_estado;cod_ult_incidencia;desc_ult_incidencia",
    "0401230000001;P-1;Lucía Vidal;Almería;04001;39,90;4;Incidencia;20/11/2026 10:15;NAM;No acepta mercancía",
    "0401230000002;P-2;Ana Gil;Almería;04001;;4;Incidencia;20/11/2026 11:00;AS;Ausente",
    "0401230000003;P-3;Eva Sol;Almería;04001;;3;Entregado;20/11/2026 12:00;;", ""])


@test("/C2/table-of-a-carrier")
def table(home):
    home.run(0, "account", "add", "colis", "--connector", "manual", "--site", "TIPSA", "--country", "ES")
    path = home.file("tipsa.csv", TIPSA.encode("cp1252"))
    home.run(4, "delivery", "import", "demo", path)
    rehearsed = home.run(0, "delivery", "import", "colis", path, "--dry-run")
    equal([row["state"] for row in rehearsed["rows"]], ["new", "new", "no_incident"])
    equal(home.list("--account", "colis"), [])
    home.run(0, "delivery", "import", "colis", path)
    equal({row["state"] for row in home.list("--account", "colis")}, {"waiting", "first_absence"})
    again = home.run(0, "delivery", "import", "colis", path)
    equal([row["state"] for row in again["rows"]], ["there", "there", "no_incident"])
    newer = home.file("newer.csv", TIPSA.replace("20/11/2026 10:15;NAM;No acepta mercancía",
                                                 "21/11/2026 09:00;AS;Ausente").encode())
    equal(home.run(0, "delivery", "import", "colis", newer)["incidents"], {"updated": 1, "there": 1, "no_incident": 1})


@test("/C8/told-by-hand")
def told(home):
    known = "colis/tipsa-0401230000001"
    assert "how" in home.run(4, "delivery", "answer", known, "pickup")["rows"][0]["problem"]
    home.run(2, "delivery", "answer", known, "pickup", "--told", "pigeon")
    equal(home.run(0, "delivery", "answer", known, "pickup", "--told", "phone")["rows"][0]["state"], "confirmed")
    one = home.run(0, "delivery", known)
    equal((one["state"], one["events"][-1]["answer"]["told"]), ("solved", "phone"))
    other = home.takes_text(1)[0]
    assert home.run(4, "delivery", "answer", other, "text", "--text", "x", "--told", "phone")["rows"][0]["problem"]


@test("/C7/told-to-the-carrier-only-if-asked")
def send_call_back(home):
    row = next(row for row in home.list("--tab", "waiting", "--account", "demo") if row.get("allowed", 0) & 1 << 1)
    known = "demo/" + row["id"]
    home.run(4, "delivery", "answer", known, "call-back")
    home.run(2, "account", "rules", "demo", "--send-call-back", "maybe")
    equal(home.run(0, "account", "rules", "demo", "--send-call-back", "on")["send_call_back"], True)
    equal(home.run(0, "delivery", "answer", known, "call-back")["rows"][0]["state"], "confirmed")
    equal(home.run(0, "delivery", known)["state"], "waiting")
    equal(home.run(0, "account", "rules", "demo", "--send-call-back", "off")["send_call_back"], False)


@test("/C3/rates-with-their-numbers")
def rates(home):
    every = home.run(0, "delivery", "rates", "--account", "demo")
    assert every
    for rate in every:
        if rate["parcels"]:
            equal(rate["delivery_rate"], rate["delivered"] / rate["parcels"])
            assert 0 <= rate["first_attempt"] <= rate["delivered"] <= rate["parcels"], rate
        else:
            equal(rate["delivery_rate"], None)
    equal(home.run(0, "delivery", "rates", "--account", "demo", "--to", "2001-01-01"), [])
    home.run(2, "delivery", "rates", "--from", "yesterday")
    by_hand = home.run(0, "delivery", "rates", "--account", "colis")[0]
    equal((by_hand["parcels"], by_hand["delivery_rate"]), (0, None))


@test("/C6/unknown-code-is-collected-and-mapped")
def codes(home):
    row = home.list("--tab", "waiting", "--account", "demo")[0]
    home.sandbox.ask("/_sandbox/carrier", {"action": "set", "delivery": row["id"], "code": "QQQ", "description": "Otro"})
    home.run(0, "sync")
    code = next(one for one in home.run(0, "carrier-codes", "list") if one["code"] == "QQQ")
    home.run(2, "carrier-codes", "map", code["source"], "QQQ", "stolen")
    home.say(0, "carrier-codes", "map", code["source"], "QQQ", "lost")
    equal(home.run(0, "delivery", "demo/" + row["id"])["reason"], "lost")
    equal([one["code"] for one in home.run(0, "carrier-codes", "list") if one["code"] == "QQQ"], [])
    bad = home.file("bad.xml", b"<carrier-codes source='t'>\n<code id='A'>X</code></carrier-codes>")
    assert "line 2" in home.say(4, "carrier-codes", "check", bad).stderr


@test("/C2/news-in-sync")
def news(home):
    row = next(row for row in home.list("--tab", "waiting"))
    home.sandbox.ask("/_sandbox/carrier", {"action": "fail", "delivery": row["id"]})
    told = home.run(0, "sync", "demo")[0]["news"]
    assert "delivery" in [one["kind"] for one in told], told


sys.exit(run(Parcels, shared=True))
