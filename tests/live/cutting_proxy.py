# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands before a real server and cuts: before a changing request reaches it, while it is carried out, or after, before
its answer is told. Counts what it lets through."""

import http.client
import http.server
import threading
import urllib.parse


class Proxy:
    """plan(number, method, path) says of each changing request, numbered from 1: "pass", "before", "amid" or "after".
    on_cut() is called when that comes; "amid" does not wait for the server, which may well have been ended by it."""

    def __init__(self, url):
        self.target = urllib.parse.urlparse(url)
        self.plan = lambda number, method, path: "pass"
        self.on_cut = lambda: None
        self.reset()
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def handle_any(self):
                proxy.pass_on(self)

            do_GET = do_POST = do_PUT = do_DELETE = handle_any

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def reset(self):
        self.calls = 0
        self.changes = 0
        self.bytes = 0
        self.paths = []
        self.bytes_of = {}

    def pass_on(self, request):
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        is_change = request.command != "GET"
        self.calls += 1
        self.paths.append(f"{request.command} {request.path}")
        way = "pass"
        if is_change:
            self.changes += 1
            way = self.plan(self.changes, request.command, request.path)
        if way == "before":
            return self.cut(request)
        try:
            answer, data = self.ask(request, body, self.on_cut if way == "amid" else lambda: None)
        except (OSError, http.client.HTTPException):  # nobody answers there
            return self.hang_up(request)
        if way == "after":
            return self.cut(request)
        if way == "amid":
            return self.hang_up(request)
        self.bytes += len(data)
        path = request.path.split("?")[0]
        self.bytes_of[path] = self.bytes_of.get(path, 0) + len(data)
        request.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "transfer-encoding", "content-length", "keep-alive"):
                request.send_header(name, value)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    def ask(self, request, body, meanwhile):
        link = http.client.HTTPConnection(self.target.hostname, self.target.port, timeout=60)
        try:
            headers = {name: value for name, value in request.headers.items() if name.lower() != "connection"}
            link.request(request.command, request.path, body or None, headers)
            meanwhile()
            answer = link.getresponse()
            return answer, answer.read()
        finally:
            link.close()

    def cut(self, request):
        self.on_cut()
        self.hang_up(request)

    def hang_up(self, request):
        request.close_connection = True
        request.connection.close()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
