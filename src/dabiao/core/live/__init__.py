"""What open screens hear: `sse.live_app` serves `/events`, a `hub` knows who listens, a `source` brings the
news.
"""
