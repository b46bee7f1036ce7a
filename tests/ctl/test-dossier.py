#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The case file of an incident with 12 photos and 40 messages in three languages: made, read and verified, as TAP."""

import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from home import Home  # noqa: E402
from tap import equal, run, test  # noqa: E402

INCIDENT = "demo/inc-2040"
PHONE = "06 12 34 56 78"
WORDS = [
    "Bonjour, l’assiette nº {0} est fêlée. Appelez-moi au " + PHONE + ", Émile Rousset, 8 rue des Clercs à Metz.",
    "Dear customer, we are sorry to hear about plate {0}. Write to claims{0}@atelier-verlaine.example please.",
    "Здравствуйте, тарелка {0} разбита. Когда вернут деньги?",
    "Merci, nous transmettons la photo {0} au transporteur dès aujourd’hui.",
]


def messages():
    start = 1795400000
    return [{"id": f"m{i}", "incident": "inc-2040", "author": "customer" if i % 2 == 0 else "brand",
             "author_name": "Émile Rousset" if i % 2 == 0 else "Camille Verlaine", "body": WORDS[i % 4].format(i + 1),
             "language": ["fr", "en", "ru", "fr"][i % 4], "sent_at": start + 60 * i, "state": "sent"} for i in range(40)]


class CaseHome(Home):
    """Twelve photos (one of them our own evidence) and forty messages."""

    def __init__(self):
        super().__init__()
        try:
            photo = next(p for p in self.run(0, "photo", "list", INCIDENT) if "camera" in p)
            copy = os.path.join(self.dir, "bench.jpg")
            self.run(0, "photo", "export", photo["id"], "--output", copy, "--max-side", "900")
            self.run(0, "evidence", "add", INCIDENT, "--file", copy, "--note", "Le carton, vu à l’emballage")
            self.run(0, "note", INCIDENT, "--text", "Interne : la palette a été refusée à quai.")
            self.run(0, "finding", INCIDENT, "confirmed", "--note", "Sept assiettes sur vingt-quatre")
            self.run(0, "finding", INCIDENT, "confirmed", "--photo", photo["id"], "--arrow", "2000,2000,5000,5000",
                     "--mark", "1000,9000,Fêlure")
            self.run(0, "sync")
            self.write_messages()
        except BaseException:
            self.close()
            raise

    def write_messages(self):
        store = sqlite3.connect(self.dir + "/data/constat/store.db")
        order, = store.execute("SELECT order_id FROM incidents WHERE id = 'inc-2040'").fetchone()
        body = json.dumps({"order": order, "version": 1, "messages": messages()}, ensure_ascii=False)
        store.execute("INSERT OR REPLACE INTO threads (account, order_id, version, unread, body) VALUES (1, ?, 1, 0, ?)",
                      (order, body))
        store.commit()
        store.close()

    def make_locale(self):
        """A bare machine knows no French dates and amounts. Whether it does now."""
        path = os.path.join(self.dir, "locales")
        os.mkdir(path)
        done = subprocess.run(["localedef", "-i", "fr_FR", "-f", "UTF-8", "--no-archive", path + "/fr_FR.UTF-8"],
                              check=False, capture_output=True)
        self.env["LOCPATH"] = path
        return done.returncode == 0

    def make(self, name, *words):
        path = os.path.join(self.dir, name)
        return path, self.run(0, "dossier", "make", INCIDENT, "--output", path, *words)


def pages(path):
    """The text of the case file, and how many pages it has."""
    with zipfile.ZipFile(path) as case, open(path + ".pdf", "wb") as out:
        out.write(case.read("dossier.pdf"))
    text = subprocess.run(["pdftotext", "-layout", path + ".pdf", "-"], check=True, capture_output=True).stdout.decode()
    info = subprocess.run(["pdfinfo", path + ".pdf"], check=True, capture_output=True).stdout.decode()
    return text, int(re.search(r"Pages: +(\d+)", info).group(1)), info


def flat(text):
    return re.sub(r"\s+", " ", text)


@test("/P7/case-file/all-of-it")
def all_of_it(home):
    path, made = home.make("case.zip", "--language", "en")
    equal((made["messages"], made["exhibits"]), (40, 13))
    text, count, info = pages(path)
    text = flat(text)
    assert 8 <= count <= 30, count
    assert "Page size:       595.276 x 841.89 pts (A4)" in info, info
    for message in messages():
        assert flat(message["body"])[:30] in text, message["body"]
    for number in range(1, 14):
        assert f"Exhibit {number} " in text, number
    for word in ("Chronology", "Completeness", "Deadlines", "Messages (40)", "Photos and files (13)", "Journal", "Panasonic",
                 "€297.72 incl. tax", "€12.90 excl. tax", "Unit price excl.", "Sept assiettes sur vingt-quatre",
                 "Protest to the carrier", "6A27482272331", "The day it began does not count"):
        assert word in text, word
    assert "palette a été refusée à quai" not in text, "an internal note"
    with zipfile.ZipFile(path) as case:
        manifest = json.loads(case.read("manifest.json"))
        equal(case.testzip(), None)
        equal(sorted(case.namelist()), sorted(["manifest.json"] + [part["name"] for part in manifest["parts"]]))
    for photo in home.run(0, "photo", "list", INCIDENT):
        assert any(part["sha256"] == photo["sha256"] for part in manifest["parts"]), photo["id"]
        assert photo["sha256"][:40] in text.replace(" ", ""), "a hash on paper"
    said = home.run(0, "dossier", "verify", path, "--seal", made["seal"])
    equal((said["sound"], said["parts"], said["seal"]), (True, 14, made["seal"]))
    equal(said["journal_head_hash"], manifest["journal"]["head_hash"])


@test("/P7/case-file/marks-on-the-photo")
def marked(home):
    """What was drawn is letters on the page, once over the photo and once beside it; the original is untouched."""
    path, _ = home.make("case.zip", "--language", "en")
    equal(pages(path)[0].count("Fêlure"), 2)


@test("/P7/case-file/notes-by-choice")
def notes(home):
    path, _ = home.make("case.zip", "--with-notes")
    assert "palette a été refusée à quai" in flat(pages(path)[0]), "no internal note"
    home.run(2, "dossier", "make", INCIDENT, "--with-notes", "--without-notes")
    home.run(2, "dossier", "make", INCIDENT, "--language", "de")


@test("/P7/case-file/french")
def french(home):
    has_locale = home.make_locale()
    path, _ = home.make("case.zip", "--language", "fr")
    text = flat(pages(path)[0])
    for word in ("Dossier d’arbitrage", "Chronologie", "Complétude", "Messages (40)", "Pièce 12", "Délais", "Sommaire",
                 "ne compte pas"):
        assert word in text, word
    if has_locale:
        assert re.search(r"297,72\s€ TTC", text), "money as the French write it"
        assert re.search(r"\d+ (nov\.|novembre) 2026", text), "dates as the French write them"
    for word in ("Case file", "Chronology", "Exhibit ", "incl. tax", "Received"):
        assert word not in text, word


def inside(path):
    """All that stands in the file, its parts unpacked, its PDF as text."""
    found = io.BytesIO()
    with zipfile.ZipFile(path) as case:
        for name in case.namelist():
            found.write(name.encode() + b"\n" + case.read(name) + b"\n")
    return found.getvalue() + pages(path)[0].encode()


@test("/R12/case-file/without-personal-data")
def redacted(home):
    path, _ = home.make("case.zip", "--redacted", "--with-notes", "--language", "en")
    data = inside(path)
    folded = flat(data.decode("utf-8", "replace"))
    for word in ("Émile", "Rousset", "rue des Clercs", "57000", "Metz", PHONE, "claims2@atelier-verlaine.example",
                 "Camille", "Panasonic", "palette.jpg", "laposte.fr"):
        assert word.encode() not in data and word not in folded, word
    for word in ("[Retailer]", "[phone 1]", "[email 1]", "[address]", "[town]", "6A27482272331", "GC-10339"):
        assert word in folded, word
    with zipfile.ZipFile(path) as case:
        for name in (name for name in case.namelist() if name.startswith("exhibits/")):
            assert not re.search(rb"\d{4}:\d\d:\d\d \d\d:\d\d", case.read(name)[:65536]), name + " says when"
        manifest = json.loads(case.read("manifest.json"))
    assert all("original_sha256" in part for part in manifest["parts"] if part["role"] == "exhibit"), "no originals named"
    equal([left["exhibit"] for left in manifest["left_out"]], [12])
    equal(home.run(0, "dossier", "verify", path)["redacted"], True)


@test("/P7/case-file/changed")
def changed(home):
    """By the file alone: in a folder without store and account."""
    path, made = home.make("case.zip")
    known, home.env = home.env, dict(home.env, XDG_DATA_HOME=home.dir + "/nowhere")
    equal(home.run(0, "dossier", "verify", path)["sound"], True)
    assert not os.path.exists(home.dir + "/nowhere"), "verifying opened a store"
    home.run(4, "dossier", "verify", path, "--seal", "0" * 64)
    other = os.path.join(home.dir, "other.zip")
    shutil.copy(path, other)
    with open(other, "r+b") as file:
        file.seek(os.path.getsize(other) // 2)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))
    said = home.run(4, "dossier", "verify", other)
    assert said["sound"] is False and any("exhibits/" in problem for problem in said["problems"]), said
    home.run(1, "dossier", "verify", home.dir + "/none.zip")
    home.env = known


@test("/P10/case-file/what-is-missing")
def missing(home):
    path, made = home.make("case.zip")
    equal({gap["kind"] for gap in made["missing"]} & {"communications", "findings", "photos"}, set())
    photo = home.run(0, "photo", "list", INCIDENT)[0]
    name = hashlib.sha256(f"1/{photo['id']}".encode()).hexdigest()
    os.remove(os.path.join(home.dir, "data", "constat", "cache", name))
    path, made = home.make("case.zip")
    equal([gap["kind"] for gap in made["missing"] if gap["kind"] == "photos"], ["photos"])
    assert any("Exhibit 1:" in gap["text"] for gap in made["missing"]), made["missing"]
    assert "Exhibit 1:" in flat(pages(path)[0]), "not on paper"
    equal(home.run(0, "dossier", "verify", path)["sound"], True)


if __name__ == "__main__":
    sys.exit(run(CaseHome, shared=True))
