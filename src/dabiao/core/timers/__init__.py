"""What happens later: deadlines, periodic work and jobs, all in the database.

`registry` declares handlers, `services` schedules and enqueues, `firing` and `running` carry out, `worker` is
the process.
"""
