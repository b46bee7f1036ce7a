# SPDX-License-Identifier: GPL-3.0-or-later
"""A user's home with one account on a pretend marketplace, and constatctl in it."""

import atexit
import glob
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import time

from sandbox import Sandbox

PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 283.5 425.2]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


class Beginning:
    """A home and its marketplace as they were after the first sync. Most tests begin there: it happens once for all of
    a program's tests, which get copies."""

    known = {}

    def __init__(self, home):
        self.origin = home.dir
        self.port = home.sandbox.port
        self.token = home.sandbox.token
        self.dir = tempfile.mkdtemp(prefix="constat-beginning-")
        atexit.register(shutil.rmtree, self.dir)
        shutil.copytree(home.dir, self.dir, dirs_exist_ok=True)

    def copy(self, home):
        """The account in the copy has its own marketplace and its own token's file."""
        shutil.copytree(self.dir, home.dir, dirs_exist_ok=True)
        home.start_sandbox(token=self.token)
        for path in glob.glob(home.dir + "/data/**/*.db", recursive=True):
            store = sqlite3.connect(path)
            store.execute("UPDATE accounts SET body = replace(replace(body, ?, ?), ?, ?)",
                          (f"127.0.0.1:{self.port}", f"127.0.0.1:{home.sandbox.port}", self.origin, home.dir))
            store.commit()
            store.close()


class Home:
    """now is where the pretend marketplace's clock stands still; None lets it tick with the real one."""

    def __init__(self, synced=True, now="2026-11-23T08:00:00Z"):
        self.dir = tempfile.mkdtemp(prefix="constat-home-")
        self.now = now
        self.env = dict(os.environ, XDG_DATA_HOME=self.dir + "/data", XDG_CONFIG_HOME=self.dir + "/config",
                        HOME=self.dir, XDG_CACHE_HOME=self.dir + "/cache")
        self.env.pop("DISPLAY", None)
        self.env.pop("DBUS_SESSION_BUS_ADDRESS", None)
        self.sandbox = None
        try:
            self.begin(synced)
        except BaseException:
            Home.close(self)
            raise

    def begin(self, synced):
        self.token_file = os.path.join(self.dir, "token")
        kind = (type(self).add_account, self.now)
        if synced and kind in Beginning.known:
            Beginning.known[kind].copy(self)
            return
        self.start_sandbox()
        self.file("token", self.sandbox.token.encode(), 0o600)
        if synced:
            self.add_account()
            self.run(0, "sync")
            Beginning.known[kind] = Beginning(self)

    def start_sandbox(self, **more):
        self.sandbox = Sandbox(self.dir + "/world", now=self.now, **more)

    def set_undo_window(self, seconds):
        """How long a decision may be undone; no command says that."""
        store = sqlite3.connect(self.env["XDG_DATA_HOME"] + "/constat/store.db", timeout=60)
        store.execute("INSERT OR REPLACE INTO settings (key, value) VALUES ('undo-window', ?)", (str(seconds),))
        store.commit()
        store.close()

    def add_account(self, url=None):
        self.run(0, "account", "add", "demo", "--connector", "constat", "--url", url or self.sandbox.url,
                 "--token-file", self.token_file, "--keep-in-file")

    def file(self, name, data, mode=0o644):
        path = os.path.join(self.dir, name)
        with open(path, "wb") as out:
            out.write(data)
        os.chmod(path, mode)
        return path

    def say(self, exit_code, *words, text=None):
        done = subprocess.run([os.environ["CONSTATCTL"], "--json", *words], env=self.env, text=True, input=text or "",
                              capture_output=True, timeout=240)
        if done.returncode != exit_code:
            said = f"{done.stdout}{done.stderr}"
            raise AssertionError(f"{' '.join(words)}: exit {done.returncode}, not {exit_code}\n{said}")
        return done

    def run(self, exit_code, *words, text=None):
        """What it prints as JSON."""
        done = self.say(exit_code, *words, text=text)
        return json.loads(done.stdout) if done.stdout.strip() else None

    def sync(self):
        """Fetches and sends for certain: whoever else is at work on the account is waited for."""
        end = time.monotonic() + 240
        while any(done["busy"] for done in self.run(0, "sync")):
            if time.monotonic() > end:
                raise AssertionError("another process does not end its work on the account")
            time.sleep(0.1)

    def incidents(self, enough=None):
        """Incidents the brand can decide, with lines and without an unfinished resolution; no more than enough."""
        found = []
        for row in self.run(0, "incidents", "--state", "submitted", "--limit", "200"):
            incident = self.run(0, "incident", f"demo/{row['id']}")
            left = incident["left"]
            if incident.get("handler") != "brand" or not incident.get("lines"):
                continue
            if any(left.get(line["line"], 0) < line.get("quantity", 0) for line in incident["lines"]):
                continue
            found.append(incident)
            if len(found) == enough:
                break
        return found

    def restart_sandbox(self):
        self.sandbox.stop()
        self.start_sandbox(port=self.sandbox.port, token=self.sandbox.token)

    def close(self):
        if self.sandbox is not None:
            self.sandbox.stop()
        shutil.rmtree(self.dir)
