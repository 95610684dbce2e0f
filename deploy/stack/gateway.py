"""A gateway as a province would hire one: takes short messages over HTTP and mails over SMTP.

It keeps what it took in memory and shows it to whoever is on this machine, which is how a test
reads the codes of a site that has no outbox.

    python -m deploy.stack.gateway HTTP_PORT SMTP_PORT TOKEN
"""

import json
import socketserver
import sys
import threading
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

taken: list[dict[str, str]] = []
known_ids: set[str] = set()


class Gateway(BaseHTTPRequestHandler):
    """POST /send takes a message as JSON with a bearer token; GET /messages lists what came."""

    token = ""

    def do_POST(self) -> None:
        """Take a message once, whatever often it is sent."""
        if self.headers.get("Authorization") != f"Bearer {self.token}":
            self._answer(401, {"error": "token"})
            return
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if body["id"] not in known_ids:
            known_ids.add(body["id"])
            taken.append({"channel": "sms", "to": body["to"], "text": body["text"]})
        self._answer(202, {"taken": body["id"]})

    def do_GET(self) -> None:
        """List all messages, the oldest first."""
        self._answer(200, taken)

    def log_message(self, *_args: object) -> None:
        """Say nothing: codes have no place in a log."""

    def _answer(self, status: int, content: object) -> None:
        body = json.dumps(content, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Post(socketserver.StreamRequestHandler):
    """As much of SMTP as it takes to receive a mail."""

    def handle(self) -> None:
        """Answer a client's commands until it says goodbye."""
        self._say("220 gateway")
        to: list[str] = []
        for line in iter(self.rfile.readline, b""):
            command = line.decode("utf-8", "replace").strip()
            word = command[:4].upper()
            if word == "QUIT":
                self._say("221 goodbye")
                return
            if word == "RCPT":
                to.append(command.partition("<")[2].partition(">")[0])
            if word == "DATA":
                self._say("354 go on")
                self._keep(to)
                to = []
            self._say("250 ok")

    def _keep(self, to: list[str]) -> None:
        lines = [
            line.removeprefix(b".") if line.startswith(b"..") else line
            for line in iter(self.rfile.readline, b".\r\n")
        ]
        mail = message_from_bytes(b"".join(lines), policy=policy.default)
        part = mail.get_body(("plain",))
        text = f"{mail['subject']}\n{part.get_content() if part else ''}"
        taken.extend({"channel": "email", "to": address, "text": text} for address in to)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class PostOffice(socketserver.ThreadingTCPServer):
    """The SMTP side."""

    daemon_threads = True
    allow_reuse_address = True


def main(arguments: list[str]) -> None:
    """Serve both until ended."""
    Gateway.token = arguments[2]
    post = PostOffice(("127.0.0.1", int(arguments[1])), Post)
    threading.Thread(target=post.serve_forever, daemon=True).start()
    ThreadingHTTPServer(("127.0.0.1", int(arguments[0])), Gateway).serve_forever()


if __name__ == "__main__":
    main(sys.argv[1:])
