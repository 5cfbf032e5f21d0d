"""The product's settings, and one more route."""

from dabiao.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench._urls"
