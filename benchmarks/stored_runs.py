"""한 장의 되풀이한 훈련을 `data/other_seeds.json`에 담습니다. 멈추면 이어서 합니다."""

import datetime
import json

from machine import machine

from gan_course.files import write_atomically


def measure_the_rest(chapter, settings, jobs, output):
    """아직 적히지 않은 것을 차례로 재어, 하나가 끝날 때마다 적습니다.

    Args:
        chapter: 적을 자리의 이름(예: "8장").
        settings: 설정. 파일에 함께 적고, 다른 설정으로 잰 파일은 거절합니다.
        jobs: (파일에서 읽은 꼴의) 설정을 받아 (열쇠, 재는 함수)를 차례로 내는 함수.
        output: 적을 파일.
    """
    settings = json.loads(json.dumps(settings))  # 튜플이 목록이 되는 것까지, 파일에서 읽은 것과 같은 꼴로
    everything = json.loads(output.read_text(encoding="utf-8")) if output.exists() else {}
    results = everything.setdefault(chapter, {"settings": settings, "runs": {}})
    if results["settings"] != settings:
        raise SystemExit(f"{output}은(는) 다른 설정으로 잰 것입니다. --output으로 다른 파일을 주십시오.")
    for key, measure in jobs(settings):
        if key in results["runs"]:
            continue
        results["runs"][key] = measure()
        results |= {"machine": machine(), "date": datetime.date.today().isoformat()}
        write_atomically(output, json.dumps(everything, ensure_ascii=False, indent=0) + "\n")
        print(f"{key}: {results['runs'][key]}", flush=True)
