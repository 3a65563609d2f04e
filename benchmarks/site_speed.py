"""느린 전화기에서 사이트의 첫 쪽과 장이 언제 보이는지, 무엇이 얼마나 오가는지.

    uv run --group site gan-course site
    uv run python -m benchmarks.site_speed build/site            # 쪽마다 다섯 번의 중앙값
    uv run python -m benchmarks.site_speed build/site --quick    # 끝까지 도는지만

크로미엄의 CDP로 회선(내려받기와 올리기 1.6 Mbit/s, 왕복 150 ms)과 CPU(4배 느리게)를 늦추고, 캐시를 비운 채 너비 360의
화면에 엽니다. 서버는 여느 웹 서버처럼 글을 gzip으로 누릅니다. 처음 보인 때는 first contentful paint, 가장 큰 것이 보인
때는 largest contentful paint이고, 오간 바이트는 화면에 든 것까지입니다(그림은 스크롤할 때 읽습니다). 장의 크기는 여기에
그 장의 모든 그림을 더한 것입니다.
"""

import argparse
import functools
import gzip
import http.server
import os
import statistics
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.machine import machine
from gan_course.site.links import read
from tests.browser.jupyter import chromium

PAGES = ("index.html", "notebooks/03_train_step.html", "notebooks/04_cyclegan.html")
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000}  # 1.6 Mbit/s
SLOWER = 4  # CPU
PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
PRESSED = {".html", ".css", ".js", ".mjs", ".json", ".svg"}  # 웹 서버가 gzip으로 누르는 것
QUIET = 3  # 더 그려지지 않는지 기다리는 시간(초)
WATCH = """
globalThis.painted = {};
new PerformanceObserver((list) => { for (const entry of list.getEntries()) painted[entry.name || "largest"] = entry.startTime; })
  .observe({ type: "paint", buffered: true });
new PerformanceObserver((list) => { for (const entry of list.getEntries()) painted.largest = entry.startTime; })
  .observe({ type: "largest-contentful-paint", buffered: true });
"""
MEASURED = """
const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
return [painted["first-contentful-paint"], painted.largest, entries.reduce((sum, each) => sum + each.transferSize, 0)];
"""


@functools.cache
def sent(path):
    """파일이 오갈 때의 바이트들."""
    return gzip.compress(path.read_bytes(), mtime=0) if path.suffix in PRESSED else path.read_bytes()


class Pressing(http.server.SimpleHTTPRequestHandler):
    """글을 gzip으로 눌러 보내는 서버."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        content = sent(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix in PRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        """표에 섞이지 않게 합니다."""


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """브라우저가 쪽을 떠나며 끊은 연결. 표에 섞이지 않게 합니다."""


def open_once(driver, address):
    """(처음 보인 때, 가장 큰 것이 보인 때, 오간 바이트). 때는 밀리초입니다."""
    driver.get("about:blank")
    driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    driver.get(address)
    time.sleep(QUIET)
    return driver.execute_script(MEASURED)


def whole_size(page):
    """쪽 하나와 그 쪽이 부르는 모든 것(그림은 모두)의, 오갈 때의 바이트. 놀이터는 눌러 열 때 읽으므로 뺍니다."""
    names = {name.partition("?")[0] for name in read(page).fetched if "playground" not in name}
    files = {page, *((page.parent / name).resolve() for name in names if not name.startswith("data:"))}
    return sum(len(sent(file)) for file in files)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path, help="gan-course site가 지은 폴더")
    parser.add_argument("--quick", action="store_true", help="한 번씩만 엽니다")
    options = parser.parse_args()
    times = 1 if options.quick else 5
    server = Server(("127.0.0.1", 0), functools.partial(Pressing, directory=str(options.site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    load = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{machine()}{load}. 쪽마다 {times}번의 중앙값(가장 작은 것~가장 큰 것)\n")
    print("| 쪽 | 처음 보인 때(초) | 가장 큰 것(초) | 오간 것(KB) | 그림을 모두 더하면(KB) |\n|---|---|---|---:|---:|")
    with tempfile.TemporaryDirectory() as home, chromium(Path(home), (360, 740), "SEVERE") as driver:
        driver.execute_cdp_cmd("Network.enable", {})
        driver.execute_cdp_cmd("Network.emulateNetworkConditions", LINE)
        driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
        for page in PAGES:
            found = [open_once(driver, f"http://127.0.0.1:{server.server_port}/{page}") for _ in range(times)]
            first, largest, wire = zip(*found)
            sizes = f"{statistics.median(wire) / 1000:.0f} | {whole_size(options.site / page) / 1000:.0f}"
            print(f"| {page} | {seconds(first)} | {seconds(largest)} | {sizes} |", flush=True)
    chapters = {page.stem: whole_size(page) for page in options.site.glob("notebooks/*.html")}
    largest = max(chapters, key=chapters.get)
    whole = sum(path.stat().st_size for path in options.site.rglob("*") if path.is_file())
    print(f"\n가장 큰 장은 {largest}, {chapters[largest] / 1e6:.2f} MB. 사이트 전체 {whole / 1e6:.1f} MB")
    server.shutdown()


def seconds(milliseconds):
    ends = f"{min(milliseconds) / 1000:.2f}~{max(milliseconds) / 1000:.2f}"
    return f"{statistics.median(milliseconds) / 1000:.2f}({ends})"


if __name__ == "__main__":
    main()
