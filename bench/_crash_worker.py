"""`dabiao worker`, its log in a file: what the crash benchmark starts and kills."""

import os
import sys

from dabiao.config.cli import main

if __name__ == "__main__":
    log = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    main(["worker"])
