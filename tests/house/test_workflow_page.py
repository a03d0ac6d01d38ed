"""docs/workflow.md tells the workflow that the program has."""

from django.core.management import call_command


def test_workflow_page_is_current() -> None:
    call_command("workflow_diagram", check=True)
