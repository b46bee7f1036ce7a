#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another program, as a file manager or a mail program would be: what is dropped on it is told on its standard output,
and the file it is started with can be dragged away from it. Without a file it tells of the picture in the clipboard and
ends. Usage: peer.py [FILE]"""

import hashlib
import json
import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402


def tell(words):
    print(json.dumps(words), flush=True)


def dropped(target, files, x, y):
    for file in files.get_files():
        with open(file.get_path(), "rb") as data:
            tell({"name": file.get_basename(), "sha256": hashlib.sha256(data.read()).hexdigest()})
    return True


def tell_clipboard():
    loop = GLib.MainLoop()

    def read(clipboard, result):
        picture = clipboard.read_texture_finish(result)
        tell({"width": picture.get_width(), "height": picture.get_height()})
        loop.quit()

    Gdk.Display.get_default().get_clipboard().read_texture_async(None, read)
    loop.run()


def exchange():
    files = Gdk.FileList.new_from_list([Gio.File.new_for_path(sys.argv[1])])
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY, content=Gdk.ContentProvider.new_for_value(files))
    target = Gtk.DropTarget.new(Gdk.FileList, Gdk.DragAction.COPY)
    window = Gtk.Window(title="Peer", default_width=300, default_height=300, decorated=False)
    label = Gtk.Label(label="Peer")
    loop = GLib.MainLoop()

    target.connect("drop", dropped)
    label.add_controller(source)
    label.add_controller(target)
    window.set_child(label)
    window.connect("close-request", lambda _: loop.quit())
    window.present()
    loop.run()


Gtk.init()
if len(sys.argv) > 1:
    exchange()
else:
    tell_clipboard()
