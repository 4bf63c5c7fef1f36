"""A web page around its guidance: which part is the main one, what is furniture, what it states."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from faqbot.cleaning import clean_line

OUTSIDE = "outside the main part of the page"
_MAIN_SHARE = 5  # a main part holds at least a fifth of the page's words
_COOKIES = re.compile(
    r"(?:^|[\s_-])cookies?(?:$|[\s_-])|cookie(?:banner|consent|notice)", re.IGNORECASE
)
_TRAIL = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|pagination|skip-?link)(?:$|[\s_-])", re.IGNORECASE
)
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_ROLES = {
    "navigation": "navigation",
    "search": "navigation",
    "banner": "page header or footer",
    "contentinfo": "page header or footer",
    "alertdialog": "page furniture",
}
_STATED = {
    "title": ("dcterms.title", "dc.title", "og:title"),
    "publisher": ("dcterms.publisher", "dc.publisher", "og:site_name"),
    "author": ("author", "dcterms.creator", "dc.creator"),
    "published": ("dcterms.issued", "dcterms.created", "article:published_time", "govuk:first-published-at"),
    "updated": ("dcterms.modified", "article:modified_time", "govuk:public-updated-at"),
    "url": ("og:url",),
}  # fmt: skip
_LONGEST = 300  # characters of a stated fact


def main_part(body: LexborNode) -> LexborNode:
    """Return the element that holds the guidance: <main>, a single <article>, or the whole body."""
    whole = len(body.text())
    for choice in ("main, [role=main]", "article"):
        found = {node.mem_id: node for node in body.css(choice)}  # once, whatever it matches
        part = next(iter(found.values()), body)
        if len(found) == 1 and len(part.text()) * _MAIN_SHARE >= whole:
            return part
    return body


def around(part: LexborNode, body: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """Yield what stands on a page before and after a part of it, and why that is left out."""
    node = part
    while node.mem_id != body.mem_id and node.parent is not None:
        inner, node = node, node.parent
        for beside in node.iter(include_text=True):
            if beside.mem_id != inner.mem_id:
                yield beside, why_left_out(beside, inside=False) or OUTSIDE


def why_left_out(node: LexborNode, *, inside: bool) -> str | None:
    """Return why an element is no guidance, or None when it may be.

    Args:
        node: the element.
        inside: it stands in a part of the page that is the document's own; a header or
            footer there belongs to the document.
    """
    tag = node.tag
    facts = {key: value or "" for key, value in node.attributes.items()}
    hidden = facts.get("hidden")
    if (hidden is not None and hidden != "until-found") or facts.get("aria-hidden") == "true":
        return "hidden text"
    if _UNSEEN.search(facts.get("style", "")):
        return "hidden text"
    names = f"{facts.get('class', '')} {facts.get('id', '')}"
    if _COOKIES.search(names) and tag not in ("main", "article"):
        return "cookie notice"
    if tag == "nav" or _TRAIL.search(names):
        return "navigation"
    if tag in ("header", "footer") and not inside:
        return "page header or footer"
    return _ROLES.get(facts.get("role", ""))


def page_facts(page: LexborHTMLParser) -> dict[str, str]:
    """Return what the head of a page says about it: title, publisher, dates, address, licence."""
    metas: dict[str, str] = {}
    for node in page.css("meta[content]"):
        name = node.attributes.get("name") or node.attributes.get("property") or ""
        metas.setdefault(name.lower(), node.attributes.get("content") or "")
    facts = {
        key: next((metas[name] for name in names if metas.get(name)), "")
        for key, names in _STATED.items()
    }
    for key, relation in (("url", "canonical"), ("licence", "license")):
        link = page.css_first(f"link[rel={relation}][href]")
        if link is not None:
            facts[key] = link.attributes.get("href") or ""
    for choice in ("h1", "title"):
        named = page.css_first(choice)
        if named is not None and not facts["title"].strip():
            facts["title"] = named.text(separator=" ")
    return {key: clean_line(value, _LONGEST) for key, value in facts.items() if value.strip()}
