"""Look up known weaknesses of the pinned dependencies with pip-audit: `make audit`, and a part of `make check`.

pip-audit passes over what it cannot look up and calls that a success, so where PyPI's database of weaknesses cannot be
reached nothing would be audited and everything would look well. This says so instead: `make audit` fails then, and
`make check` (with --if-reachable) goes on after a line that says that nothing was audited.
"""

import json
import subprocess
import sys

COMMAND = (
    "pip-audit", "--requirement", "requirements.lock", "--require-hashes", "--disable-pip",
    "--format", "json", "--progress-spinner", "off",
)  # fmt: skip
PATIENCE = 300


def main(words: list[str]) -> int:
    """Audit, and give the exit status."""
    try:
        done = subprocess.run(  # noqa: S603 - our own words alone
            [sys.executable, "-m", "pip_audit", *COMMAND[1:]],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        found = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        found = []
    audited = [one for one in found if "skip_reason" not in one]
    weak = [(one, weakness) for one in audited for weakness in one["vulns"]]
    for one, weakness in weak:
        fixed = ", ".join(weakness["fix_versions"]) or "no version yet"
        sys.stdout.write(f"{one['name']} {one['version']}: {weakness['id']}, mended in {fixed}\n")
    if not audited:
        sys.stdout.write("audit: the database of weaknesses is out of reach; nothing was audited\n")
        return 0 if "--if-reachable" in words else 1
    passed_over = len(found) - len(audited)
    sys.stdout.write(f"audit: {len(audited)} packages, {len(weak)} weaknesses, {passed_over} passed over\n")
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
