"""What happened: one row is audit trail, timeline entry and outbox.

`facts` declare, `handlers` subscribe, `services.record` writes, `queries` read, `pump` delivers.
"""
