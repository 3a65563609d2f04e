"""저장소의 주소: `pyproject.toml`의 `[project.urls]`에 적으면 장마다 여는 단추가 생깁니다."""

from __future__ import annotations

import html
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

NAMES = ("Repository", "Source", "repository", "source")
BRANCH = "main"
INSTALL = "%pip install -q --no-deps git+{address} anywidget psygnal"  # Colab의 TensorFlow는 그대로 둡니다


@dataclass(frozen=True)
class Repository:
    """공개된 저장소. ``address``는 ``https://자리/주인/이름`` 꼴이고 뒤의 ``.git``과 ``/``는 뗍니다."""

    address: str

    @property
    def slug(self) -> str | None:
        """GitHub의 ``주인/이름``. 다른 자리면 None이고, Colab과 Kaggle과 Binder의 단추는 없습니다."""
        parts = urlsplit(self.address)
        words = parts.path.strip("/").split("/")
        return "/".join(words) if parts.hostname == "github.com" and len(words) == 2 else None

    def launches(self, notebook: str) -> dict[str, str]:
        """단추의 이름에서 주소로.

        Args:
            notebook: 저장소의 맨 위에서 노트북까지(``notebooks/03_train_step.ipynb``).
        """
        if self.slug is None:
            return {}
        path = quote(notebook)
        blob = f"{self.slug}/blob/{BRANCH}/{path}"
        return {
            "Colab": f"https://colab.research.google.com/github/{blob}",
            "Kaggle": f"https://kaggle.com/kernels/welcome?src=https://github.com/{blob}",
            "Binder": f"https://mybinder.org/v2/gh/{self.slug}/{BRANCH}?labpath={quote(notebook, safe='')}",
        }


def repository(course: Path) -> Repository | None:
    """`[project.urls]`의 저장소. 적지 않았으면 None입니다.

    Raises:
        ValueError: https로 시작하지 않는 주소일 때.
    """
    project = course / "pyproject.toml"
    if not project.exists():
        return None
    urls = tomllib.loads(project.read_text(encoding="utf-8")).get("project", {}).get("urls", {})
    address = next((urls[name] for name in NAMES if name in urls), None)
    if address is None:
        return None
    if not address.startswith("https://"):
        raise ValueError(f"[project.urls]의 저장소 주소가 {address!r}입니다. https://로 시작하는 주소를 적으십시오.")
    return Repository(address.rstrip("/").removesuffix(".git"))


def buttons(notebook: str, root: str, where: Repository | None) -> str:
    """장의 첫머리에 놓을 단추들(HTML). 내려받기는 언제나 있고, 나머지는 저장소의 주소가 있을 때 생깁니다."""
    launches = where.launches(notebook) if where else {}
    links = [f'<a href="{root}{notebook}" download>노트북 내려받기</a>']
    links += [
        f'<a href="{html.escape(address)}" rel="noopener">{name}에서 열기</a>' for name, address in launches.items()
    ]
    install = (
        '<p class="launch-line">Colab과 Kaggle에서는 첫 셀에 이 한 줄을 먼저 실행하십시오: '
        f"<code>{html.escape(INSTALL.format(address=where.address))}</code></p>"
        if launches
        else ""
    )
    return f'<p class="launch">{" ".join(links)}</p>{install}'
