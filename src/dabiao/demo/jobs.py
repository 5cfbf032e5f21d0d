"""What workers do for the demo company."""

from dabiao.demo import going_on as going_on
