"""One line under the input for what the person should know now; nothing pops up or goes away by itself."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from faqbot.cleaning import clean_text


class Banner(Static):
    """A passing message, or else a standing one."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(Content(""), id=id, markup=False)
        self._standing = ""
        self._passing = ""
        self.display = False

    def stand(self, text: str) -> None:
        """Show a text until another one takes its place; an empty one ends it."""
        self._standing = text
        self._apply()

    def say(self, text: str) -> None:
        """Show a text until the person goes on."""
        self._passing = text
        self._apply()

    def hush(self) -> None:
        """Take the passing text away."""
        if self._passing:
            self.say("")

    @property
    def text(self) -> str:
        """What is shown."""
        return clean_text(self._passing or self._standing)

    def _apply(self) -> None:
        self.update(Content(self.text))
        self.display = bool(self.text)
