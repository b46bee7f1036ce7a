# SPDX-License-Identifier: GPL-3.0-or-later
"""The pretend marketplace as tests use it: started on loopback, asked, and ended by its process id."""

import contextlib
import json
import os
import socket
import subprocess
import urllib.request


class Sandbox:
    def __init__(self, state_dir, port=0, now="2026-11-23T08:00:00Z", orders=None, token=None):
        self.port = 0
        self.place = None
        words = [os.environ["CONSTAT_SANDBOX"], "--port", str(port), "--state-dir", state_dir]
        words += ["--now", now] if now else []
        words += ["--orders", str(orders)] if orders else []
        words += ["--token", token] if token else []
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        try:
            told = json.loads(self.process.stdout.readline())
        except BaseException:
            self.stop()
            raise
        self.url = told["url"]
        self.token = told["token"]
        self.inspector_token = told["inspector_token"]
        self.port = int(self.url.rsplit(":", 1)[1].strip("/"))

    def stop(self):
        """Its port stays taken for as long as this is kept, from other tests too: it may be started there again."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(20)
        self.process.stdout.close()
        if self.place is None and self.port != 0:
            self.place = socket.socket()
            self.place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):  # somebody was faster
                self.place.bind(("127.0.0.1", self.port))

    def ask(self, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url.rstrip("/") + path, data=data)
        request.add_header("Authorization", "Bearer " + self.token)
        if data:
            request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=20) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def executed(self, operation=None):
        items = self.ask("/_sandbox/executed")["items"]
        return [item for item in items if operation in (None, item["operation"])]

    def held(self):
        return self.ask("/_sandbox/ledger")["held"].get("EUR", 0)

    def advance(self, seconds):
        self.ask("/_sandbox/clock", {"advance_s": seconds})

    def faults(self, profile, **more):
        self.ask("/_sandbox/faults", dict(profile=profile, **more))
