"""`faqbot index`: build the index, check it, export an encoder into it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from faqbot.cli import index_diff, index_history
from faqbot.cli.arguments import Commands, Parser, add_globals, settings, writable_index
from faqbot.cli.terminal import ProgressBar, say, warn
from faqbot.errors import UsageError

if TYPE_CHECKING:
    from faqbot.index.build import Gate
    from faqbot.index.build_report import BuildReport

_PRECISIONS = ("int8", "int8-dynamic", "fp16", "fp32")
_NAMED = 10  # documents of a kind that are named


def add_commands(commands: Commands) -> None:
    """Add `index` and the commands under it to the command line."""
    family = commands.add_parser(
        "index",
        help="build, check and compare the index, and go back",
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
    build.add_argument(
        "--gate", action="store_true", help="switch only if the evaluation gate holds; else exit 4"
    )
    build.add_argument(
        "--force", metavar="REASON", help="publish though the gate fails; the reason is recorded"
    )
    build.set_defaults(run=run_build, private=False)
    check = kinds.add_parser(
        "check",
        help="exit 3 when it is missing, damaged or stale",
        description="Prints the generation when it is whole and matches the corpus; else exits 3.",
    )
    check.set_defaults(run=run_check, private=False)
    added = [build, check, index_diff.add_command(kinds), *index_history.add_commands(kinds)]
    export = kinds.add_parser(
        "export-encoder",
        help="put an encoder into it (needs faqbot[models])",
        description="Exports an encoder from sentence-transformers; needs faqbot[models].",
    )
    export.add_argument("--source", help="folder or hub name of a model (the packaged MiniLM)")
    export.add_argument("--precision", choices=_PRECISIONS, default="int8", help="of the weights")
    export.set_defaults(run=run_export, private=False)
    for parser in (*added, export):
        add_globals(parser)


def run_build(options: argparse.Namespace) -> int:
    """Build the index and print what changed; return the exit code.

    Raises:
        UsageError: --force without a reason.
        GateError: the evaluation gate fails, and nothing was forced.
    """
    if options.force is not None and not options.force.strip():
        raise UsageError("--force needs a reason", where="--force", fix='Say why: --force "REASON"')
    chosen = settings(options)
    corpus, index = chosen.corpus_folder(), writable_index(chosen)
    from faqbot.index.build import KEEP, build_index
    from faqbot.settings import default_folders

    default = default_folders()
    keep = next(n for n in (options.keep, chosen.keep, KEEP) if n is not None)
    encoding, asking = ProgressBar("Encoding"), ProgressBar("Asking")
    try:
        report = build_index(
            corpus,
            index,
            encoder_source=[default.index] if default else [],
            keep=keep,
            progress=encoding,
            gate=_gate(corpus, asking) if options.gate or options.force else None,
            force=options.force,
        )
    finally:
        encoding.close()
        asking.close()
    _print(report)
    if report.objection:
        done = "It goes on answering" if report.before == report.generation else "Published"
        warn(f"{done} against the evaluation gate: {report.objection}")
    elif options.force:
        warn("The evaluation gate holds: the reason was not needed and is not recorded.")
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
    index = writable_index(settings(options))
    from faqbot.index import export
    from faqbot.index.generation import ENCODERS

    arguments = ["--precision", options.precision, "--into", str(index / ENCODERS)]
    if options.source is not None:
        arguments += ["--source", options.source]
    return export.main(arguments)


def _gate(corpus: Path, progress: ProgressBar) -> Gate:
    from faqbot.evaluation.gate import gate_of

    return gate_of(corpus, progress)


def _print(report: BuildReport) -> None:
    """Print what a build did: what answers, what became of the documents, what to do next."""
    say(
        f"{report.generation}: {report.documents} documents, {report.passages} passages, "
        f"{report.sentences} sentences"
    )
    changes = report.changes
    for label, ids in (
        ("created", changes.created),
        ("updated", changes.updated),
        ("deleted", changes.deleted),
        ("unchanged", changes.unchanged),
    ):
        more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
        say(f"{label + ':':<10} {', '.join(ids[:_NAMED]) or 'none'}{more}")
    known = ", the others were known" if report.encoded < report.texts else ""
    say(f"{'encoded:':<10} {report.encoded} of {report.texts} texts{known}")
    if report.verdict:
        say(report.verdict.rstrip("\n"))
    if report.pruned:
        say(f"Earlier generations removed: {', '.join(report.pruned)}")
    if report.before == report.generation:
        say("It answered before; nothing was switched.")
    elif report.before is not None:
        say(f"It answers now in place of {report.before}. See: faqbot index diff")


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 up")
    return int(text)
