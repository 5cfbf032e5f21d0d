"""The process that `killing.nursery` forks programs from: `python -m dabiao.testing.nursing DOOR`.

Through the door, a socket that it inherits, come a module's name and arguments with a pipe for what it says, answered
with the number of the process; or such a number, answered with how that process ended, once it has.
"""

import json
import os
import runpy
import socket
import sys
import traceback
from typing import NoReturn

import django


def attend(door: socket.socket) -> None:
    while True:
        asked, pipes, _, _ = socket.recv_fds(door, 65_536, 1)
        if not asked:
            return
        what = json.loads(asked)
        if isinstance(what, int):
            answer = os.waitstatus_to_exitcode(os.waitpid(what, 0)[1])
        elif not (answer := os.fork()):
            door.close()
            _become(what, pipes[0])
        for pipe in pipes:
            os.close(pipe)
        door.send(json.dumps(answer).encode())


def _become(words: list[str], pipe: int) -> NoReturn:
    os.dup2(pipe, 1)
    os.close(pipe)
    sys.argv = words
    code = 1
    try:
        runpy.run_module(words[0], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    django.setup()
    attend(socket.socket(fileno=int(sys.argv[1])))
