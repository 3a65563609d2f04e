"""ipywidgets 조작기: `plots`의 그림을 감쌀 뿐, 스스로 계산하지 않습니다."""
