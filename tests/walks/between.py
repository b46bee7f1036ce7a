# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands between a desk and its marketplace, and changes what is said."""

import http.server
import threading
import urllib.error
import urllib.request

PASSED_ON = ("Authorization", "Content-Type", "Content-Disposition", "Constat-Purpose", "Idempotency-Key", "Range",
             "If-Range")
PASSED_BACK = ("Content-Type", "ETag", "Content-Range", "Accept-Ranges", "Retry-After", "Date")


class Between:
    """change(path, headers, body) returns the body that is passed back, and may change the headers."""

    def __init__(self, marketplace, change):
        class Handler(http.server.BaseHTTPRequestHandler):
            def pass_on(self):
                length = int(self.headers.get("Content-Length", 0))
                request = urllib.request.Request(marketplace.rstrip("/") + self.path, method=self.command,
                                                 data=self.rfile.read(length) if length else None)
                for name in PASSED_ON:
                    if name in self.headers:
                        request.add_header(name, self.headers[name])
                try:
                    answer = urllib.request.urlopen(request, timeout=20)
                except urllib.error.HTTPError as error:
                    answer = error
                with answer:
                    headers = {name: answer.headers[name] for name in PASSED_BACK if name in answer.headers}
                    body = change(self.path, headers, answer.read())
                self.send_response_only(answer.status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = pass_on

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
