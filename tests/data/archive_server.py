"""127.0.0.1에서 압축 파일 하나를 여러 가지로 잘못 내주는 HTTP 서버."""

import contextlib
import hashlib
import io
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from gan_course.data.photographs import download

FOLDERS = ("trainA", "trainB", "testA", "testB")


def make_zip(name="facades", extra=(), folders=FOLDERS, per_folder=2, compression=zipfile.ZIP_STORED):
    """CycleGAN의 자료와 같은 짜임의 ZIP. extra는 (이름이나 ZipInfo, 내용)들입니다."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for folder in folders:
            archive.writestr(f"{name}/{folder}/", b"")
            for number in range(per_folder):
                content = (f"{folder}{number}".encode() * 50)[: 200 + number]
                archive.writestr(f"{name}/{folder}/{number}.jpg", content)
        for member, content in extra:
            archive.writestr(member, content)
    return file.getvalue()


def expect(monkeypatch, content):
    """`facades`의 기록된 크기와 SHA-256을 이 내용의 것으로 바꿉니다."""
    known = download.Archive(len(content), hashlib.sha256(content).hexdigest())
    monkeypatch.setattr(download, "ARCHIVES", {"facades": known})


class Server:
    """`script`의 차례대로 답하고, 다 쓰면 `otherwise`로 답합니다."""

    def __init__(self, content):
        self.content = content
        self.script = []
        self.otherwise = "serve"
        self.ranges = []
        self.asked, self.released = threading.Event(), threading.Event()

    def answer(self, handler):
        wanted = handler.headers.get("Range")
        self.ranges.append(wanted)
        self.asked.set()
        action = self.script.pop(0) if self.script else self.otherwise
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        content = self.content
        if isinstance(action, int):
            return self._send(handler, action, {}, b"error")
        if action == "hang":
            return self.released.wait(60)
        if action == "wait":
            self.released.wait(60)
        if action == "login page":
            return self._send(handler, 200, {}, b"<html>login</html>")
        if action == "wrong content":
            return self._send(handler, 200, {}, bytes(len(content)))
        if action == "ignore range":
            return self._send(handler, 200, {}, content)
        if action == "too long":
            return self._send(handler, 200, {"Content-Length": None}, content + b"more")
        if action == "announces more":
            return self._send(handler, 200, {"Content-Length": len(content) + 10}, content)
        if action == "announces less":
            return self._send(handler, 200, {"Content-Length": len(content) - 10}, content)
        if action == "break off":
            content = content[: start + (len(content) - start) // 2]
        if action == "other place":
            start = 0
        status, headers = 200, {"Content-Length": len(self.content) - start}
        if wanted:
            status, headers["Content-Range"] = 206, f"bytes {start}-{len(self.content) - 1}/{len(self.content)}"
        return self._send(handler, status, headers, content[start:])

    @staticmethod
    def _send(handler, status, headers, body):
        handler.send_response(status)
        for name, value in ({"Content-Length": len(body)} | headers).items():
            if value is not None:
                handler.send_header(name, str(value))
        handler.end_headers()
        handler.wfile.write(body)


@contextlib.contextmanager
def serving(content):
    """(서버, 주소)."""
    server = Server(content)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            with contextlib.suppress(ConnectionError):
                server.answer(self)

        def log_message(self, *arguments):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield server, f"http://127.0.0.1:{listening.server_address[1]}"
        finally:
            server.released.set()
            listening.shutdown()
