"""지은 사이트의 링크: 안쪽 것은 파일과 닻까지 있어야 하고, 쪽을 여는 것만으로 바깥 주소를 부르면 안 됩니다."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

FETCHED = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "object": "data",
}
FETCHING_RELATIONS = {
    "stylesheet",
    "icon",
    "preload",
    "prefetch",
    "modulepreload",
    "manifest",
    "preconnect",
    "dns-prefetch",
}
_CSS_URL = re.compile(r"""(?:url\(|@import\s+)["']?((?:https?:)?//[^"')\s]+)""")


@dataclass
class Page(HTMLParser):
    """쪽 하나의 닻(``anchors``), 가리키는 것(``links``), 여는 것만으로 부르는 것(``fetched``)."""

    anchors: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    fetched: set[str] = field(default_factory=set)

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        self.anchors.update(filter(None, (values.get("id"), values.get("name") if tag == "a" else None)))
        if tag == "a" and "href" in values:
            self.links.add(values["href"])
        if tag in FETCHED:
            self._fetch(values.get(FETCHED[tag], ""))
        if tag == "link" and FETCHING_RELATIONS.intersection(values.get("rel", "").split()):
            self._fetch(values.get("href", ""))

    def _fetch(self, address: str) -> None:
        if address and not address.startswith("data:"):  # 쪽 안에 든 것은 부르지 않습니다
            self.fetched.add(address)


def pages(site: Path) -> list[Path]:
    """사람이 여는 쪽. `_static`에는 테마가 남긴 틀의 조각도 있습니다."""
    return [path for path in sorted(site.rglob("*.html")) if path.relative_to(site).parts[0] != "_static"]


def read(path: Path) -> Page:
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def problems(site: Path) -> list[str]:
    """끊긴 링크와 바깥 주소를 부르는 쪽을 한 줄씩. 없으면 빈 목록입니다."""
    parsed = {path: read(path) for path in pages(site)}
    top, found = site.resolve(), []
    for path, page in parsed.items():
        here = path.relative_to(site).as_posix()
        for target in sorted(page.links | page.fetched):
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                if target in page.fetched:
                    found.append(f"{here}: 여는 것만으로 바깥 주소를 부릅니다: {target}")
                continue
            place = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            place = place / "index.html" if place.is_dir() else place
            if not place.exists() or not place.is_relative_to(top):
                found.append(f"{here}: 없는 파일을 가리킵니다: {target}")
            elif parts.fragment and place in parsed and unquote(parts.fragment) not in parsed[place].anchors:
                found.append(f"{here}: 없는 닻을 가리킵니다: {target}")
    for path in sorted(site.rglob("*.css")):
        for target in _CSS_URL.findall(path.read_text(encoding="utf-8")):
            found.append(f"{path.relative_to(site).as_posix()}: 여는 것만으로 바깥 주소를 부릅니다: {target}")
    return found


def outside(site: Path) -> dict[str, list[str]]:
    """사이트가 가리키는 바깥 주소와, 그것을 가리키는 쪽."""
    found: dict[str, list[str]] = {}
    for path in pages(site):
        for target in read(path).links:
            if urlsplit(target).scheme in ("http", "https"):
                found.setdefault(target.partition("#")[0], []).append(path.relative_to(site).as_posix())
    return dict(sorted(found.items()))
