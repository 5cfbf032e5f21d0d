from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "dabiao.modules.reviews"
    label = "reviews"
