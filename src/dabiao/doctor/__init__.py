"""`dabiao doctor`: does what lies in the database keep every promise? Its own SQL, no code of what it checks."""

from dabiao.doctor.checkup import run
from dabiao.doctor.findings import Finding

__all__ = ["Finding", "run"]
