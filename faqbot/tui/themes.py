"""Three quiet themes: dark, light and high contrast."""

from __future__ import annotations

from textual.theme import Theme

from faqbot.preferences import THEMES

_PREFIX = "faqbot-"

DARK = Theme(
    name="faqbot-dark",
    primary="#7aa2d6",
    secondary="#8fb8a8",
    accent="#e0b872",
    warning="#e0b872",
    error="#e08a8a",
    success="#8fc79a",
    foreground="#dcdfe4",
    background="#16191d",
    surface="#1d2126",
    panel="#262b32",
    dark=True,
    variables={"border-blurred": "#4b545f", "scrollbar": "#3a424c", "scrollbar-hover": "#4b545f"},
)
LIGHT = Theme(
    name="faqbot-light",
    primary="#1d5a99",
    secondary="#2f6b58",
    accent="#8a4b00",
    warning="#8a4b00",
    error="#a61b1b",
    success="#1f6b33",
    foreground="#1b1e22",
    background="#fbfbf8",
    surface="#f1f1ec",
    panel="#e4e4dd",
    dark=False,
    variables={"border-blurred": "#a5a59b", "scrollbar": "#c4c4ba", "scrollbar-hover": "#a5a59b"},
)
CONTRAST = Theme(
    name="faqbot-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffff00",
    warning="#ffff00",
    error="#ffff00",
    success="#ffffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    dark=True,
    text_alpha=1.0,
    variables={
        "text-muted": "#ffffff",
        "text-disabled": "#ffffff",
        "border": "#ffffff",
        "border-blurred": "#ffffff",
        "footer-foreground": "#ffffff",
        "footer-background": "#000000",
        "footer-key-foreground": "#ffff00",
        "footer-description-foreground": "#ffffff",
        "block-cursor-foreground": "#000000",
        "block-cursor-background": "#ffff00",
        "block-cursor-blurred-foreground": "#000000",
        "block-cursor-blurred-background": "#ffffff",
        "input-cursor-background": "#ffff00",
        "input-cursor-foreground": "#000000",
    },
)
ALL = (DARK, LIGHT, CONTRAST)


def theme_name(choice: str) -> str:
    """Return Textual's name of a theme that a person can choose."""
    return f"{_PREFIX}{choice if choice in THEMES else THEMES[0]}"


def in_words(choice: str) -> str:
    """Return a theme's name for a person."""
    return "high contrast" if choice == "contrast" else choice
