from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "factcheck.operations"
    label = "operations"

    def ready(self) -> None:
        """Whoever sends a message, in the web server or in a command, sends it to our broker."""
        from factcheck import celery  # noqa: F401
