"""JupyterHub 설정의 보기: 강좌 하나를 설치해 두고 교실의 여럿이 함께 씁니다.

설치하는 법은 README의 「한 컴퓨터를 여럿이 나누어 쓰려면」에 있습니다. 이 파일은 강좌 폴더(보기: /opt/course)에 두고,
JupyterHub는 자기 파일을 쓸 수 있는 폴더에서 root로 실행합니다.

    cd /var/lib/jupyterhub && /opt/course/.venv/bin/jupyterhub -f /opt/course/jupyterhub_config.py
"""

from pathlib import Path

c = get_config()  # noqa: F821  JupyterHub가 넣어 주는 함수입니다

COURSE = Path(__file__).resolve().parent
PYTHON = COURSE / ".venv" / "bin" / "python"

# 로그인한 사람의 컴퓨터 계정으로 서버를 띄웁니다. 기본 인증(PAM)은 컴퓨터 계정의 이름과 암호를 그대로 씁니다.
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Authenticator.allow_all = True  # 계정이 있는 사람은 누구나. 고르려면 지우고 allowed_users에 이름을 적으십시오.

# 처음 로그인할 때 그 사람의 홈에 노트북을 옮겨 놓고, 그 사본을 엽니다. 다시 로그인해도 고친 것을 덮어쓰지 않습니다.
c.Spawner.cmd = [
    str(PYTHON), "-m", "gan_course", "lab", "--copy", "~/gan-course", "--server", "jupyterhub.singleuser",
]  # fmt: skip
c.Spawner.default_url = "/lab/tree/00_start.ipynb"
c.Spawner.environment = {
    "PATH": f"{PYTHON.parent}:/usr/local/bin:/usr/bin:/bin",  # 터미널에서도 gan-course를 쓸 수 있게
    # 코어보다 사람이 많을 때, 한 사람의 훈련이 모든 코어를 잡지 않게 합니다.
    "TF_NUM_INTRAOP_THREADS": "2",
    "TF_NUM_INTEROP_THREADS": "2",
}
c.Spawner.start_timeout = 120  # 첫 로그인에는 노트북을 옮기는 시간이 더 듭니다.
