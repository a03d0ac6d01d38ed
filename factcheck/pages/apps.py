from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "factcheck.pages"
    label = "pages"
