"""`faqbot index`: build the index, check it, export an encoder into it."""

from __future__ import annotations

import argparse
from pathlib import Path

from faqbot.cli.arguments import Commands, Parser, add_globals, settings
from faqbot.cli.terminal import ProgressBar, say
from faqbot.errors import IndexUnusableError

_PRECISIONS = ("int8", "int8-dynamic", "fp16", "fp32")


def add_commands(commands: Commands) -> None:
    """Add `index build`, `index check` and `index export-encoder` to the command line."""
    family = commands.add_parser(
        "index",
        help="build and check the index",
        description="The index is what answers are found with; it is built from the corpus.",
    )
    add_globals(family)
    kinds = family.add_subparsers(
        title="commands", metavar="COMMAND", required=True, parser_class=Parser
    )
    build = kinds.add_parser(
        "build",
        help="build it from the corpus and switch to it",
        description="Builds the index from the corpus. Until it is whole, the old one answers.",
    )
    build.add_argument(
        "--keep", metavar="N", type=_count, default=None, help="earlier generations to keep (2)"
    )
    build.set_defaults(run=run_build, private=False)
    check = kinds.add_parser(
        "check",
        help="exit 3 when it is missing, damaged or stale",
        description="Prints the generation when it is whole and matches the corpus; else exits 3.",
    )
    check.set_defaults(run=run_check, private=False)
    export = kinds.add_parser(
        "export-encoder",
        help="put an encoder into it (needs faqbot[models])",
        description="Exports an encoder from sentence-transformers; needs faqbot[models].",
    )
    export.add_argument("--source", help="folder or hub name of a model (the packaged MiniLM)")
    export.add_argument("--precision", choices=_PRECISIONS, default="int8", help="of the weights")
    export.set_defaults(run=run_export, private=False)
    for parser in (build, check, export):
        add_globals(parser)


def run_build(options: argparse.Namespace) -> int:
    """Build the index and print what changed; return the exit code."""
    chosen = settings(options)
    corpus, index = chosen.corpus_folder(), _writable(chosen.index_folder())
    from faqbot.index.build import KEEP, build_index
    from faqbot.settings import default_folders

    default = default_folders()
    bar = ProgressBar("Encoding")
    try:
        report = build_index(
            corpus,
            index,
            encoder_source=[default.index] if default else [],
            keep=KEEP if options.keep is None else options.keep,
            progress=bar,
        )
    finally:
        bar.close()
    say(
        f"{report.generation}: {report.documents} documents, {report.passages} passages, "
        f"{report.sentences} sentences"
    )
    for label, ids in (
        ("created", report.created),
        ("updated", report.updated),
        ("deleted", report.deleted),
        ("unchanged", report.unchanged),
    ):
        say(f"{label + ':':<10} {', '.join(ids) or 'none'}")
    if report.pruned:
        say(f"Earlier generations removed: {', '.join(report.pruned)}")
    return 0


def run_check(options: argparse.Namespace) -> int:
    """Print the generation if it is whole and matches the corpus; return the exit code."""
    chosen = settings(options)
    corpus, index = chosen.corpus_folder(), chosen.index_folder()
    from faqbot.index.build import check_index

    say(check_index(corpus, index))
    return 0


def run_export(options: argparse.Namespace) -> int:
    """Export an encoder into the index folder; return the exit code."""
    index = _writable(settings(options).index_folder())
    from faqbot.index import export
    from faqbot.index.generation import ENCODERS

    arguments = ["--precision", options.precision, "--into", str(index / ENCODERS)]
    if options.source is not None:
        arguments += ["--source", options.source]
    return export.main(arguments)


def _writable(index: Path) -> Path:
    """Return the index folder, if it is not part of the installed program.

    Raises:
        IndexUnusableError: it is.
    """
    from faqbot.settings import is_bundled

    if is_bundled(index):
        raise IndexUnusableError(
            "the index that came with the program is read-only",
            where=str(index),
            fix="Name folders of your own: faqbot --corpus DIR --index DIR index build",
        )
    return index


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 up")
    return int(text)
