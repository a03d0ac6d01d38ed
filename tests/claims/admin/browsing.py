"""A browser without scripts: what a page's form would send, as it stands there."""

from html.parser import HTMLParser
from typing import Any


class _Inputs(HTMLParser):
    """The names and values that a form sends: of the form that holds an input of the name `anchor`."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self._text: list[str] | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and given.get("name") and given.get("type") != "submit":
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self._send(given["name"] or "", given.get("value") or ("on" if given.get("type") == "checkbox" else ""))
        elif tag == "textarea":
            self._text = self._send(given.get("name") or "", "")
        elif tag == "select":
            self._select = given.get("name") or ""
        elif tag == "option" and "selected" in given:
            self._send(self._select, given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:  # a line break right after the tag is not part of the text
            self._text[-1] += data if self._text[-1] else data.removeprefix("\n")

    def _send(self, name: str, value: str) -> list[str]:
        sent = self.forms[-1].setdefault(name, [])
        sent.append(value)
        return sent


def form_on(response: Any, anchor: str) -> dict[str, Any]:
    """What the form that holds the input `anchor` would send."""
    parser = _Inputs()
    parser.feed(response.content.decode())
    form = next(form for form in parser.forms if anchor in form)
    form.pop("csrfmiddlewaretoken", None)
    return {name: values if len(values) > 1 else values[0] for name, values in form.items()}


def send(client: Any, page: str, anchor: str, button: str = "_save", /, **typed: Any) -> Any:
    """Open a page, type into its form, and press a button. Double underscores in names stand for hyphens."""
    form = form_on(client.get(page), anchor) | {name.replace("__", "-"): value for name, value in typed.items()}
    return client.post(page, {**form, button: "1"})
