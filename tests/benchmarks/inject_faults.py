"""Each system call that a write or an undo makes on a song fails once with each error.

Run: python -m tests.benchmarks.inject_faults [KIND,KIND ...] [ERROR,ERROR ...] [EVERY]

Linux with strace; EVERY as N tries each N-th case only. About a second a case. What is asked of
every case is in `tests.tags.syscall_faults.complaints`.
"""

from __future__ import annotations

import json
import subprocess
import sys

from tests.tags.audio_files import WRITABLE

ERRORS = "EIO,ENOSPC,EACCES,ENOENT,EROFS"


def main(kinds: str = ",".join(WRITABLE), errors: str = ERRORS, every: str = "1") -> int:
    cases = complaints = 0
    for kind in kinds.split(","):
        for action in ("write", "undo"):
            command = [sys.executable, "-m", "tests.tags.syscall_faults", kind, action]
            ended = subprocess.run([*command, errors, every], stdout=subprocess.PIPE, check=True)
            report = json.loads(ended.stdout)
            calls = ", ".join(f"{name} {count}" for name, count in report["calls"].items())
            print(
                f"{kind:5} {action:5} {report['cases']:5} cases, {len(report['complaints'])} wrong;"
                f" the song stayed as it was in {report['untouched']}. Calls: {calls}",
                flush=True,
            )
            for complaint in report["complaints"]:
                print(f"      {complaint}", flush=True)
            cases += report["cases"]
            complaints += len(report["complaints"])
    print(f"{cases} cases with {errors}: {complaints} wrong")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
