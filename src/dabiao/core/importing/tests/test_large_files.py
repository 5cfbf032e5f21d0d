"""A file as large as may be: read in bounded memory, and in a time one can wait for."""

import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

MEGABYTES = 99
SECONDS = 60
GROWTH_MB = 60
pytestmark = pytest.mark.slow

READ = """
import django, resource, sys
django.setup()
from pathlib import Path
from dabiao.core.importing.reading import reader
from dabiao.core.importing.reading.survey import survey
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before = peak()
found = survey(reader.open(Path(sys.argv[1])))
print(found.rows, peak() - before)
"""


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_hundred_megabytes_are_read_in_bounded_memory_and_time(tmp_path: Path, codec: str) -> None:
    path, line = tmp_path / "large.csv", "客户{n},138{n:08},杭州,{note}\n"
    note = "想看演示，下周联系。" * 30
    size = rows = 0
    with path.open("wb") as file:
        file.write("姓名,手机号,城市,备注\n".encode(codec))
        while size < MEGABYTES << 20:
            size += file.write(line.format(n=rows, note=note).encode(codec))
            rows += 1
    began = monotonic()
    environment = {"DJANGO_SETTINGS_MODULE": "dabiao.config.settings", "DABIAO_HOME": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-c", READ, str(path)], env=environment, capture_output=True, text=True, check=True
    )
    found, growth = map(int, said.stdout.split())
    assert found == rows
    assert growth < GROWTH_MB
    assert monotonic() - began < SECONDS
