import pytest

from gan_course.names import with_particles


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("이미지을(를) 썼습니다.", "이미지를 썼습니다."),
        ("수 2을(를), 수 3을(를)", "수 2를, 수 3을"),
        ("128을(를) 빼고 `값`을(를) 더하고 (0.5)은(는) 두고", "128을 빼고 `값`을 더하고 (0.5)는 두고"),
        ("3(으)로 4(으)로 7(으)로 칼(으)로 10(으)로", "3으로 4로 7로 칼로 10으로"),
        ("모양과(와) 크기와(과) 값이(가) 수이(가)", "모양과 크기와 값이 수가"),
        ("logit을(를) 그대로", "logit을(를) 그대로"),
    ],
)
def test_the_particle_follows_the_last_letter(given, wanted):
    assert with_particles(given) == wanted
