import subprocess
import sys
from pathlib import Path


def test_content_imports_nothing_of_telegram_and_no_database():
    code = (
        "import sys, content.loader, content.library, content.export, content.check;"
        "print(sorted({'aiogram', 'telegram', 'sqlalchemy', 'sqlmodel', 'bot', 'storage'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_loader_imports_no_check():
    code = "import sys, content.loader; print([name for name in sys.modules if name.startswith('content.check')])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "[]"
