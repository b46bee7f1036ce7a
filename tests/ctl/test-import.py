#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""constatctl case import: tables of incidents for an account without an API, as TAP."""

import csv
import glob
import os
import signal
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from home import Home  # noqa: E402
from tap import equal, run, test  # noqa: E402

FRENCH = """Commande;Date de commande;Client;Courriel;Pays;Motif;Référence article;Article;Quantité;Quantité concernée;\
Prix TTC;Commentaire;Photos
TM-1;23/11/2026;Éloïse Roy;eloise@example.org;France;Endommagé;V-1;Vase;2;1;12,50 €;Cassé;photos/vase.jpg;
TM-1;23/11/2026;Éloïse Roy;eloise@example.org;France;Endommagé;L-2;Lampe;1;1;1 234,00 €;;
TM-2;05/11/2026;Marc Petit;;Belgique;Article manquant;V-1;Vase;3;;12,50 €;"Il en manque ""deux"".
Merci.";absent.jpg
TM-3;05/11/2026;Zoé;;FR;Colis volé;V-1;Vase;1;1;12,50;;
"""


class ManualHome(Home):
    """A home with an account that is kept by hand, and nothing to reach."""

    def __init__(self):
        super().__init__(synced=False)
        self.sandbox.stop()
        self.run(0, "account", "add", "tmall", "--connector", "manual", "--site", "Tmall (DSers)", "--country", "FR")

    def import_file(self, exit_code, path, *words):
        return self.run(exit_code, "case", "import", "tmall", path, *words)

    def write(self, name, text, encoding="utf-8"):
        return self.file(name, text.encode(encoding))

    def records(self):
        return {(record["number"], record["reason"]): record
                for record in self.run(0, "case", "export", "--account", "tmall", "--format", "json")}


def states(said):
    return [row["state"] for row in said["rows"]]


@test("/P1/import")
def french(home):
    """A French export: rows of one order and one reason are one incident, said before it is done, done once."""
    os.mkdir(os.path.join(home.dir, "photos"))
    home.file("photos/vase.jpg", b"\xff\xd8\xff not much of a photo")
    path = home.write("incidents.csv", FRENCH, "cp1252")
    rehearsal = home.import_file(0, path, "--dry-run")
    equal(states(rehearsal), ["new"] * 4)
    equal(rehearsal["incidents"]["new"], 3)
    equal(rehearsal["columns"]["order"], "Commande")
    equal(rehearsal["columns"]["sku"], "Référence article")
    equal(home.records(), {})

    done = home.import_file(0, path)
    equal(states(done), ["added"] * 4)
    records = home.records()
    equal(sorted(records), [("TM-1", "damaged"), ("TM-2", "missing"), ("TM-3", "other")])
    one = records[("TM-1", "damaged")]
    equal((one["customer"], one["country"], one["tax_mode"]), ("Éloïse Roy", "FR", "included"))
    equal([(line["sku"], line["quantity"], line["concerned"], line["unit_price"]) for line in one["lines"]],
          [("V-1", 2, 1, 1250), ("L-2", 1, 1, 123400)])
    two = records[("TM-2", "missing")]
    equal((two["lines"][0]["concerned"], two["photos_announced"], two["country"]), (3, 1, "BE"))
    equal(two["description"], "Il en manque \"deux\".\nMerci.")
    equal(records[("TM-3", "other")]["reason_code"], "Colis volé")
    incident = home.run(0, "incident", "tmall/" + done["rows"][0]["incident"])
    equal([file["filename"] for file in incident["attachments"]], ["vase.jpg"])

    again = home.import_file(0, path)
    equal(states(again), ["there"] * 4)
    equal(len(home.records()), 3)
    home.run(0, "journal", "verify")


def store_of(home):
    return glob.glob(home.dir + "/data/**/store.db", recursive=True)[0]


def written(home):
    """How many incidents are in the store by now; read beside whoever writes."""
    store = sqlite3.connect(f"file:{store_of(home)}?mode=ro", uri=True, timeout=30)
    try:
        return store.execute("SELECT count(*) FROM operations").fetchone()[0]
    finally:
        store.close()


def change(home, sql):
    store = sqlite3.connect(store_of(home), timeout=30)
    store.execute(sql)
    store.commit()
    store.close()


@test("/import/killed-in-the-middle")
def killed(home):
    """Nothing half is there, and the same file again adds what was missing and nothing twice."""
    rows = 1000
    path = home.write("many.csv", "Order number,Customer,Reason,Article,Price\n" +
                      "".join(f"K-{row},Customer {row},damaged,Vase,12.50\n" for row in range(rows)))
    # At this row it counts for longer than anybody needs to kill it.
    change(home, "CREATE TRIGGER slow AFTER INSERT ON operations WHEN (SELECT count(*) FROM operations) = 500 "
                 "BEGIN SELECT count(*) FROM operations a, operations b, operations c, operations d; END")
    importing = subprocess.Popen([os.environ["CONSTATCTL"], "--json", "case", "import", "tmall", path], env=home.env,
                                 stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while importing.poll() is None and written(home) < 400:
        time.sleep(0.01)
    importing.kill()
    equal(importing.wait(), -signal.SIGKILL)
    kept = written(home)
    equal(kept, 400)
    change(home, "DROP TRIGGER slow")

    again = home.import_file(0, path)
    equal((again["incidents"]["there"], again["incidents"]["added"]), (kept, rows - kept))
    equal(written(home), rows)
    equal(states(home.import_file(0, path)), ["there"] * rows)
    home.run(0, "journal", "verify")


@test("/import/rejected-rows")
def rejected(home):
    """What cannot be taken says why; the rest comes in; put right and imported again, nothing comes twice."""
    path = home.write("bad.csv", "order,customer,reason,article,quantity,concerned,unit_price,email,reported\n"
                      "A1,Ann,damaged,Vase,2,1,12.50,,2026-11-20\n"
                      "A2,Bob,damaged,Vase,two,,12.50,,2026-11-20\n"
                      "A3,Cy,damaged,Vase,1,,12 for 3,,2026-11-20\n"
                      "A4,Di,damaged,Vase,1,,3,di,2026-11-20\n"
                      "A5,Ed,damaged,Vase,1,,3,,2026-02-30\n"
                      "A6,,damaged,Vase,1,,3,,\n"
                      "A7,Flo,damaged,Vase,1,2,3,,\n"
                      "A8,Guy,damaged,Vase,1,1,3,,\n"
                      "A8,Guy,damaged,Lamp,x,1,3,,\n"
                      "A9,=Hal,damaged,Vase,1,1,3,,,more\n"
                      "A1,Ann,damaged,Vase,2,1,12.50,,2026-11-20\n")
    out = os.path.join(home.dir, "rejected.csv")
    said = home.import_file(4, path, "--rejected", out)
    equal(states(said), ["added"] + ["refused"] * 9 + ["there"])
    equal([row.get("column") for row in said["rows"]],
          [None, "quantity", "unit_price", "email", "reported", "customer", "concerned", None, "quantity", None, None])
    assert "Line 10" in said["rows"][7]["text"], said["rows"][7]
    assert "Line 2" in said["rows"][10]["text"], said["rows"][10]
    equal(sorted(home.records()), [("A1", "damaged")])

    equal(os.stat(out).st_mode & 0o777, 0o600)
    with open(out, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    equal(len(rows), 10)
    assert rows[1][-1].startswith("quantity: “two”"), rows[1]
    equal(rows[9][1], "'=Hal")
    for row in rows[1:]:
        row[1:9] = [row[1] or "Ida", "damaged", row[3], "1", "1", "3", "", "2026-11-21"]
    with open(out, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    said = home.import_file(0, out)
    equal(set(states(said)), {"added"})
    equal(len(home.records()), 9)
    equal(home.records()[("A9", "damaged")]["customer"], "=Hal")


@test("/import/there-already")
def there(home):
    """Another reason is another incident of the same order; what the file says else is taken only when asked for."""
    words = ["case", "add", "--account", "tmall", "--order", "T-9", "--customer", "Ann", "--reason", "damaged",
             "--line", "Vase:2:12.50:1", "--line", "Lamp:1:30"]
    home.run(0, *words)
    path = home.write("more.csv", "Order number,Customer,Reason,Article,Quantity,Pieces concerned,Phone\n"
                      "t-9,Ann,damaged,vase,2,1,+33 1\n"
                      "T-9,Ann,missing,Cable,1,1,\n"
                      "T-9,Ann,late,Vase,,,\n")
    said = home.import_file(0, path, "--dry-run")
    equal(states(said), ["there", "new", "new"])
    assert "says something else" in said["rows"][0]["text"], said["rows"][0]
    said = home.import_file(0, path, "--update")
    equal(states(said), ["updated", "added", "added"])
    records = home.records()
    equal(len(records), 3)
    equal(records[("T-9", "damaged")]["phone"], "+33 1")
    equal(len({record["order"] for record in records.values()}), 1)
    equal([(line["title"], line["quantity"], line.get("concerned", 0)) for line in records[("T-9", "late")]["lines"]],
          [("Vase", 2, 2), ("Lamp", 1, 0), ("Cable", 1, 0)])
    incident = records[("T-9", "late")]["incident"]
    home.run(0, "case", "event", incident, "report-refused")
    changed = home.write("closed.csv", "Order number,Customer,Reason,Article,Phone\nT-9,Ann,late,Vase,+33 2\n")
    said = home.import_file(0, changed, "--update")
    equal(states(said), ["there"])
    assert "closed" in said["rows"][0]["text"], said["rows"][0]


@test("/import/export-and-back")
def round_trip(home):
    """What one account exports another takes as it is."""
    path = home.write("incidents.csv", FRENCH)
    home.import_file(0, path)
    out = os.path.join(home.dir, "out.csv")
    home.run(0, "case", "export", "--account", "tmall", "--output", out)
    equal(set(states(home.import_file(0, out))), {"there"})
    home.run(0, "account", "add", "two", "--connector", "manual", "--site", "Elsewhere")
    home.run(0, "case", "import", "two", out)
    two = os.path.join(home.dir, "two.csv")
    home.run(0, "case", "export", "--account", "two", "--output", two)
    with open(out, encoding="utf-8") as a, open(two, encoding="utf-8") as b:
        equal(b.read(), a.read())


@test("/import/mapping")
def mapping(home):
    """What cannot be guessed is asked for, and remembered for this header."""
    path = home.write("odd.csv", "Num;Wer;Was;Wann;Why\nX1;Ann;Vase;03/04/2026;broken\nX2;Bob;Vase;05/04/2026;late\n")
    home.import_file(2, path)
    home.import_file(2, path, "--map", "nonsense=A")
    home.import_file(2, path, "--map", "order=Nowhere")
    columns = ["--map", "order=num", "--map", "customer=B", "--map", "article=3", "--map", "placed=Wann",
               "--map", "reason=why"]
    home.import_file(2, path, *columns)
    home.import_file(2, path, *columns, "--date-format", "noon")
    equal(states(home.import_file(0, path, *columns, "--date-format", "dmy")), ["added", "added"])
    equal(home.records()[("X1", "damaged")]["placed_at"], 1775217600)
    again = home.write("again.csv", "NUM;WER;WAS;WANN;WHY\nX3;Cy;Vase;07/04/2026;late\n")
    equal(states(home.import_file(0, again)), ["added"])
    equal(home.records()[("X3", "late")]["placed_at"], 1775563200)
    bare = home.write("bare.csv", "1001;Ann;Vase\n1002;Bob;Lamp\n")
    home.import_file(2, bare)
    said = home.import_file(0, bare, "--map", "order=A", "--map", "customer=B", "--map", "article=C", "--reason", "late")
    equal(states(said), ["added", "added"])
    home.import_file(2, bare, "--reason", "nonsense")


@test("/import/refused-files")
def refused(home):
    """No table, no account for it, no column: nothing is written."""
    home.import_file(1, os.path.join(home.dir, "nowhere.csv"))
    home.import_file(1, home.file("bytes.csv", bytes(range(256))))
    home.import_file(1, home.file("empty.csv", b""))
    path = home.write("incidents.csv", FRENCH)
    home.run(2, "case", "import", "nobody", path)
    home.run(2, "case", "import", "tmall")
    equal(home.records(), {})


@test("/import/photos-stay-near")
def photos(home):
    """A table from somebody else fetches no files from all over."""
    secret = home.file("secret.jpg", b"\xff\xd8\xff")
    os.mkdir(os.path.join(home.dir, "in"))
    os.symlink(secret, os.path.join(home.dir, "in", "link.jpg"))
    path = home.write("in/photos.csv", "order,customer,reason,article,photos\n"
                      f"P1,Ann,damaged,Vase,{secret}|../secret.jpg|link.jpg|.|/etc/passwd\n")
    said = home.import_file(0, path)
    assert "5 photos" in said["rows"][0]["text"], said["rows"][0]
    assert not home.run(0, "incident", "tmall/" + said["rows"][0]["incident"]).get("attachments")



sys.exit(run(ManualHome))
