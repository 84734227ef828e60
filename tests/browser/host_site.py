"""Somebody's site on another origin, as strict as can be, with the chat put in by one tag."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: A site with a style of its own, none of which may get into the chat.
PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Jardin</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/site.css"></head>
<body><main><h1>Jardin</h1><p>Des roses et de la lavande.</p><a href="/next">Suite</a>
{before}{tag}{after}</main></body></html>"""
STYLE = """
html { font-size: 62.5%; }
body { font: italic 18px serif; letter-spacing: 3px; text-align: center; color: #800; }
button, textarea, p, li, div { color: #b00000 !important; letter-spacing: 9px; float: right; }
"""


class HostSite:
    """A running site. ``tag`` is what its pages hold; ``style`` is added to its style sheet."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.tag = self.before = self.after = self.style = self.server = ""

    def policy(self) -> str:
        """What its pages may do: nothing but what docs/web.md names."""
        socket = self.server.replace("http", "ws", 1)
        return (
            f"default-src 'none'; script-src {self.server}; connect-src {self.server} {socket}; "
            f"img-src {self.server} data:; style-src 'self'; base-uri 'none'; form-action 'none'; "
            "require-trusted-types-for 'script'; trusted-types 'none'"
        )

    def answer(self, path: str) -> tuple[str, str]:
        """Type and body of what is at ``path``."""
        if path == "/site.css":
            return "text/css", STYLE + self.style
        page = PAGE.format(tag=self.tag, before=self.before, after=self.after)
        return "text/html", page


@contextmanager
def host_site() -> Iterator[HostSite]:
    """Run a site on a loopback port until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = site.answer(self.path)
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", site.policy())
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site = HostSite(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
