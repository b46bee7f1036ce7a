#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What constatctl says, and where it says it: nothing commands the terminal, and what is not written is told, as TAP."""

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from tap import equal, run, test  # noqa: E402

COMMANDS = "\x1b]0;owned\x07\x1b[2J\x9b31m"


class Place:
    """A folder with nothing in it, and constatctl without store and account."""

    def __init__(self):
        self.dir = tempfile.mkdtemp(prefix="constat-output-")
        self.env = dict(os.environ, HOME=self.dir, XDG_DATA_HOME=self.dir + "/data", XDG_CONFIG_HOME=self.dir + "/config",
                        XDG_CACHE_HOME=self.dir + "/cache")

    def ctl(self, *words, stdout=subprocess.PIPE):
        return subprocess.run([os.environ["CONSTATCTL"], *words], env=self.env, stdout=stdout, stderr=subprocess.PIPE,
                              check=False)

    def close(self):
        shutil.rmtree(self.dir)


@test("/ctl/output/no-commands-for-the-terminal")
def commands(place):
    path = os.path.join(place.dir, "case.zip")
    with zipfile.ZipFile(path, "w") as case:
        case.writestr("manifest.json", '{"format":"constat-dossier","version":1}')
        case.writestr("Éva" + COMMANDS + ".txt", "x")
    done = place.ctl("dossier", "verify", path)
    equal(done.returncode, 4)
    said = done.stdout.decode()
    assert "Éva�]0;owned" in said and "was added" in said, said
    assert not any(ord(c) < 32 and c not in "\n\t" or 127 <= ord(c) < 160 for c in said), repr(said)


@test("/ctl/output/nowhere-to-write")
def full(place):
    with open("/dev/full", "wb") as device:
        done = place.ctl("--version", stdout=device)
    equal(done.returncode, 1)
    assert b"No space left" in done.stderr, done.stderr
    equal(place.ctl("--version").returncode, 0)


if __name__ == "__main__":
    sys.exit(run(Place))
