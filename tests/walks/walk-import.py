#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Incidents of a place without an API out of a file, by keyboard. Usage: walk-import.py fr|en"""

import csv
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from gi.repository import Atspi  # noqa: E402
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402

TABLE = """Commande;Client;Motif;Article;Quantité;Prix;Signalé le;Qui
TM-1;Éloïse Roy;Endommagé;Vase;2;12,50;03/04/2026;a
TM-1;Éloïse Roy;Endommagé;Lampe;1;30,00;03/04/2026;a
TM-2;Marc Petit;Retard;Vase;1;12,50;05/04/2026;b
TM-3;Zoé;Retard;Vase;beaucoup;12,50;05/04/2026;c
"""

# A row of its own for each parcel; the last one has arrived and has no incident.
TIPSA = "\n".join([
    "albaran;referencia;destinatario;poblacion_destinatario;cp_destinatario;reembolso;codigo_estado;descripcion_estado;"
    "fechahora_alta_estado;cod_ult_incidencia;desc_ult_incidencia",
    "0401230000001;P-1;Lucía Vidal;Almería;04001;39,90;4;Incidencia;20/11/2026 10:15;NAM;No acepta mercancía",
    "0401230000002;P-2;Ana Gil;Almería;04001;;4;Incidencia;20/11/2026 11:00;AS;Ausente",
    "0401230000003;P-3;Eva Sol;Almería;04001;;3;Entregado;20/11/2026 12:00;;", ""])

WORDS = {
    "fr": {
        "window": "Importer des incidents",
        "choose": "Choisir un fichier…",
        "chooser": "Choisir un tableau",
        "days": "Comment les dates sont écrites.*",
        "ask days": "Indiquez comment les dates sont écrites.*",
        "column": "Qui.*",
        "look": "Vérifier",
        "rows": "2 nouveaux incidents · 1 ligne impossible à reprendre",
        "import": "Importer 2 incidents",
        "new": "Ligne 2, TM-1 · Éloïse Roy · Vase, Nouveau",
        "refused": "Ligne 5, TM-3 · Zoé · Vase, Impossible à reprendre. Quantité.*beaucoup.*",
        "done": "2 incidents importés · 1 ligne impossible à reprendre",
        "added": "Ligne 2, TM-1 · Éloïse Roy · Vase, Importé",
        "save": "Les enregistrer…",
        "save window": "Enregistrer les lignes impossibles à reprendre",
        "end": "Terminer",
        "there": "2 incidents déjà présents · 1 ligne impossible à reprendre",
        "nothing": "Rien à importer",
        "back": "Revenir d’une étape",
        "carrier window": "Importer un fichier de transporteur",
        "carrier done": "2 incidents importés.*",
    },
    "en": {
        "window": "Import Incidents",
        "choose": "Choose a File…",
        "chooser": "Choose a Table",
        "days": "How days are written.*",
        "ask days": "Say how days are written.*",
        "column": "Qui.*",
        "look": "Look It Through",
        "rows": "2 new incidents · 1 row cannot be taken",
        "import": "Import 2 Incidents",
        "new": "Line 2, TM-1 · Éloïse Roy · Vase, New",
        "refused": "Line 5, TM-3 · Zoé · Vase, Cannot be taken. Quantité: “beaucoup”.*",
        "done": "2 incidents imported · 1 row cannot be taken",
        "added": "Line 2, TM-1 · Éloïse Roy · Vase, Imported",
        "save": "Save These…",
        "save window": "Save the Rows That Cannot Be Taken",
        "end": "Done",
        "there": "2 incidents already there · 1 row cannot be taken",
        "nothing": "Nothing to Import",
        "back": "One step back",
        "carrier window": "Import a Carrier’s File",
        "carrier done": "2 incidents imported.*",
    },
}


def word(walk, key):
    return WORDS[walk.language][key]


def look(walk, name):
    folder = os.environ.get("CONSTAT_WALK_PICTURES")
    if folder:
        walk.picture(os.path.join(folder, f"{walk.language}-import-{name}.png"))


def see_row(walk, key):
    """Waits for a row of the list that says so."""
    def find():
        tables = [node for node in walk.window().showing() if node.role == "tree table"]
        return [row for table in tables for row in table.rows() if row.says(word(walk, key))]

    walk.wait(find, f"the row “{word(walk, key)}”")


def choose_file(walk, path):
    """GTK's own file chooser takes a path that is typed."""
    walk.see("push button", word(walk, "choose"))
    walk.press("ctrl+o")
    walk.see_title(word(walk, "chooser"))
    walk.type(path)
    walk.press("Return")


@test("/P1/import/columns")
def columns(walk):
    walk.run(0, "account", "add", "tmall", "--connector", "manual", "--site", "Tmall")
    walk.file("incidents.csv", TABLE.encode("cp1252"))
    walk.start()
    walk.wait(lambda: walk.windows()[0].has(Atspi.StateType.ACTIVE), "the main window")
    walk.press("ctrl+shift+n")
    walk.see_window(word(walk, "window"))
    look(walk, "file")
    choose_file(walk, os.path.join(walk.dir, "incidents.csv"))
    walk.see("label", word(walk, "ask days"))
    assert not walk.see("push button", word(walk, "look")).has(Atspi.StateType.SENSITIVE), "days are not asked for"
    look(walk, "columns")
    walk.reach("combo box", word(walk, "days"), key="shift+Tab")
    walk.press("space", "Down", "Return")
    walk.wait(lambda: walk.see("push button", word(walk, "look")).has(Atspi.StateType.SENSITIVE), "everything said")


@test("/P1/import/preview")
def preview(walk):
    walk.press("ctrl+Return")
    walk.see("label", word(walk, "rows"))
    see_row(walk, "new")
    see_row(walk, "refused")
    look(walk, "rows")
    equal(walk.run(0, "incidents"), [])


@test("/P1/import/once")
def once(walk):
    walk.wait(lambda: walk.see("push button", word(walk, "import")).has(Atspi.StateType.SENSITIVE), "the button")
    walk.press("ctrl+Return")
    walk.see("label", word(walk, "done"))
    see_row(walk, "added")
    look(walk, "done")
    walk.wait(lambda: len(walk.run(0, "incidents")) == 2, "both incidents")
    records = walk.run(0, "case", "export", "--account", "tmall", "--format", "json")
    equal(sorted((record["number"], len(record["lines"])) for record in records), [("TM-1", 2), ("TM-2", 1)])
    equal(records[0]["reported_at"], 1775217600)


@test("/P1/import/rows-to-correct")
def rejected(walk):
    walk.click("push button", word(walk, "save"))
    walk.see_title(word(walk, "save window"))
    path = os.path.join(walk.dir, "later.csv")
    walk.press("ctrl+a")
    walk.type(path)
    walk.press("Return")
    walk.wait(lambda: os.path.exists(path) and os.path.getsize(path) > 0, "the file")
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    equal(len(rows), 2)
    equal(rows[1][0], "TM-3")
    walk.see_window(word(walk, "window"))
    walk.press("Escape")
    walk.wait(lambda: len(walk.windows()) == 1, "the end of the window")


@test("/P1/import/the-same-file-again")
def again(walk):
    walk.press("ctrl+shift+n")
    walk.see_window(word(walk, "window"))
    choose_file(walk, os.path.join(walk.dir, "incidents.csv"))
    walk.wait(lambda: walk.see("push button", word(walk, "look")).has(Atspi.StateType.SENSITIVE), "what was remembered")
    walk.press("ctrl+Return")
    walk.see("label", word(walk, "there"))
    assert not walk.see("push button", word(walk, "nothing")).has(Atspi.StateType.SENSITIVE), "it can be imported twice"
    walk.resize(360, 640)
    see_row(walk, "refused")
    look(walk, "narrow")
    walk.press("alt+Left")
    walk.see("push button", word(walk, "look"))
    look(walk, "narrow-columns")
    equal(len(walk.run(0, "incidents")), 2)


@test("/C2/import/a-carriers-file")
def carrier(walk):
    walk.press("Escape")
    walk.wait(lambda: len(walk.windows()) == 1, "the end of the window")
    walk.file("tipsa.csv", TIPSA.encode("cp1252"))
    walk.ask_application("import-deliveries")
    walk.see_window(word(walk, "carrier window"))
    choose_file(walk, os.path.join(walk.dir, "tipsa.csv"))
    walk.wait(lambda: walk.see("push button", word(walk, "look")).has(Atspi.StateType.SENSITIVE), "what TIPSA says")
    look(walk, "carrier-columns")
    walk.press("ctrl+Return")
    look(walk, "carrier-rows")
    walk.wait(lambda: walk.window().has(Atspi.StateType.ACTIVE), "the keyboard")
    walk.press("ctrl+Return")
    walk.see("label", word(walk, "carrier done"))
    look(walk, "carrier-done")
    walk.wait(lambda: len(walk.run(0, "deliveries", "--limit", "10")) == 2, "both incidents")


sys.exit(run(lambda: Desk(sys.argv[1], synced=False), shared=True))
