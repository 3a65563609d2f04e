"""불러 주는 번호: 되풀 수 있고, 한 자리가 틀리거나 이웃한 두 자리가 바뀌면 언제나 알아챕니다."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gan_course.classroom import doctor, spoken_code
from gan_course.classroom.doctor import Finding, Verdict
from gan_course.classroom.spoken_code import DAMM, FIELDS, MINUTES, decode, encode

verdicts = st.fixed_dictionaries({field: st.sampled_from(list(Verdict)) for field in FIELDS})
minutes = st.none() | st.floats(0, 200) | st.sampled_from(MINUTES)
systems = st.sampled_from(["Windows", "Darwin", "Linux", "FreeBSD", ""])


@st.composite
def codes(draw):
    findings = [Finding(name, verdict, "…") for name, verdict in draw(verdicts).items()]
    return encode(findings, draw(minutes), draw(systems))


@given(verdicts, minutes, systems)
def test_what_was_said_is_what_was_found(found, time, system):
    spoken = decode(encode([Finding(name, verdict, "…") for name, verdict in found.items()], time, system))
    assert spoken.verdicts == found
    assert spoken.system == (system if system in spoken_code.SYSTEMS else "다른 운영 체제")
    limits = [*MINUTES, float("inf")]
    assert (spoken.pace is None) == (time is None)
    assert time is None or time <= limits[spoken.pace] and (spoken.pace == 0 or time > limits[spoken.pace - 1])
    assert spoken.ready == (Verdict.FAULT not in found.values())


@given(codes(), st.integers(0, 6), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(code, place, change):
    digits = list(code.replace("-", ""))
    digits[place] = str((int(digits[place]) + change) % 10)
    with pytest.raises(ValueError, match="잘못 부르거나"):
        decode("".join(digits))


@given(codes(), st.integers(0, 5))
def test_two_swapped_neighbours_are_always_noticed(code, place):
    digits = list(code.replace("-", ""))
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    if digits[place] != digits[place + 1]:
        with pytest.raises(ValueError, match="잘못 부르거나"):
            decode("".join(digits))


def test_the_table_is_damm_s():
    """Damm의 조건: 약한 완전 반대칭 준군(줄과 칸마다 한 번씩, 대각선은 0)."""
    times = [[int(x) for x in row] for row in DAMM]
    ten = range(10)
    assert all(sorted(row) == list(ten) for row in times)
    assert all(sorted(times[i][j] for i in ten) == list(ten) for j in ten)
    assert all(times[i][i] == 0 for i in ten)
    assert all(times[times[c][x]][y] != times[times[c][y]][x] for c, x, y in product(ten, ten, ten) if x != y)


def test_spaces_and_dashes_do_not_matter():
    code = encode([], 3.0, "Linux")
    assert decode(f" {code.replace('-', ' ')} ") == decode(code.replace("-", "")) == decode(code)


@pytest.mark.parametrize("code", ["", "123", "12345678", "가나다-라마바사", "١٢٣-٤٥٦٧", "12e-4567"])
def test_what_is_no_code_is_explained(code):
    with pytest.raises(ValueError, match="숫자 일곱 자리"):
        decode(code)


def test_the_worst_finding_of_a_kind_is_told():
    findings = [
        Finding("패키지 numpy", Verdict.FAULT, "없습니다."),
        Finding("패키지 scipy", Verdict.WARNING, "애매합니다."),
        Finding("메모리", Verdict.WARNING, "적습니다."),
    ]
    told = decode(encode(findings, None, "Windows")).verdicts
    assert told == dict.fromkeys(FIELDS, Verdict.GOOD) | {"패키지": Verdict.FAULT, "메모리": Verdict.WARNING}


def test_every_check_of_the_doctor_has_its_place(monkeypatch):
    """진단이 내놓는 이름은 모두 번호에 자리가 있어야 합니다."""
    monkeypatch.setattr(doctor, "PROBE", "print('2.20.0', '3.11', 0)")
    names = {finding.name.split()[0] for finding in doctor.check()}
    assert names == {field.split()[0] for field in FIELDS}
