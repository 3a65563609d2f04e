"""끊기면 이어받는 HTTP 내려받기. 크기를 미리 알면 그것으로도 확인합니다."""

import http.client
import time
import urllib.error
import urllib.request
from pathlib import Path

from tqdm.auto import tqdm

ATTEMPTS = 8
PAUSE = 2.0  # 다시 시도하기 전에 쉬는 시간(초). 시도할 때마다 이만큼 더 쉽니다.
TIMEOUT = 30.0  # 이만큼(초) 아무것도 오지 않으면 끊긴 것입니다.
_CHUNK = 1 << 18


class _BrokenOff(Exception):
    """다시 시도할 만한 실패."""


class _Unreachable(_BrokenOff):
    """대답을 듣지 못했습니다. 처음부터 그러면 인터넷이 없는 것이므로 다시 시도하지 않습니다."""


def transfer(url: str, part: Path, size: int | None, most: int | None = None) -> None:
    """`part`에 이미 받은 것이 있으면 그다음부터 받아 끝까지 채웁니다.

    연결이 끊기거나 서버가 5xx로 답하면 몇 번 더 시도합니다. 그래도 안 되면 받은 만큼은 `part`에 남깁니다.

    Args:
        url: 받을 것.
        part: 받아 둘 파일.
        size: 크기(바이트). 모르면 None이고, 서버가 말하는 크기만큼이나 연결이 끝날 때까지 받습니다.
        most: 이보다 많이는 받지 않습니다(바이트). `size`를 알면 쓰지 않습니다.

    Raises:
        ConnectionError: 연결할 수 없거나, 끝까지 받지 못했거나, 서버가 다른 파일을 줄 때.
        OSError: `part`에 쓸 수 없을 때.
    """
    label = url.rsplit("/", 1)[-1]
    with tqdm(total=size, desc=label, unit="B", unit_scale=True, unit_divisor=1024, leave=False) as bar:
        for attempt in range(1, ATTEMPTS + 1):
            have = part.stat().st_size if part.exists() else 0
            if size is not None and have > size:
                part.unlink()
                have = 0
            if have == size:
                return
            try:
                return _receive(url, part, have, size, most if size is None else size, bar)
            except _BrokenOff as error:
                if attempt == ATTEMPTS or (attempt == 1 and isinstance(error, _Unreachable)):
                    have = part.stat().st_size if part.exists() else 0
                    whole = "" if size is None else f"{size:,}바이트 가운데 "
                    raise ConnectionError(f"{error}. {whole}{have:,}바이트를 받아 두었습니다") from error
                time.sleep(PAUSE * attempt)


def _receive(url, part, have, size, most, bar) -> None:
    # 압축해 보내면 크기와 이어받을 자리가 달라집니다.
    headers = {"User-Agent": "gan-course", "Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    try:
        response = urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=TIMEOUT)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 416:  # 서버의 파일이 받아 둔 것보다 짧습니다.
            part.unlink()
        if error.code == 416 or error.code >= 500:
            raise _BrokenOff(f"서버의 대답 {error.code}") from error
        raise ConnectionError(f"서버에 그 파일이 없거나 주지 않습니다(대답 {error.code})") from error
    except (OSError, http.client.HTTPException) as error:
        raise _Unreachable(f"서버에 연결할 수 없습니다({getattr(error, 'reason', error)})") from error
    with response:
        if response.status != 206:  # 서버가 Range를 모르면 처음부터 보냅니다.
            have = 0
            told = response.headers.get("Content-Length", str(size))
            if size is not None and told != str(size):
                raise ConnectionError(
                    f"서버가 다른 것을 줍니다({size:,}바이트여야 하는데 {told}바이트). 로그인 화면일 수 있습니다"
                )
        elif not response.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
            part.unlink()
            raise _BrokenOff("서버가 다른 자리에서 이어 보냅니다")
        if size is None and (length := response.headers.get("Content-Length")):
            size = have + int(length)
        bar.initial = bar.n = have
        with open(part, "ab" if have else "wb") as file:
            while chunk := _read(response):
                have += len(chunk)
                if most is not None and have > most:
                    raise ConnectionError(f"서버가 {most:,}바이트보다 많이 보냅니다")
                file.write(chunk)
                bar.update(len(chunk))
    if size is not None and have < size:
        raise _BrokenOff("연결이 끊겼습니다")


def _read(response) -> bytes:
    try:
        return response.read(_CHUNK)
    except (OSError, http.client.HTTPException) as error:
        raise _BrokenOff(f"연결이 끊겼습니다({error})") from error
