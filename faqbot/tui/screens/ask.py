"""The main screen: question, answers, sources."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Footer

from faqbot.documents import Span
from faqbot.tui import work
from faqbot.tui.actions import ACTIONS
from faqbot.tui.messages import Suggested
from faqbot.tui.screens.document import DocumentScreen
from faqbot.tui.screens.documents import DocumentsScreen
from faqbot.tui.screens.handing_on import HandingOn
from faqbot.tui.screens.help import HelpScreen
from faqbot.tui.session import Question
from faqbot.tui.widgets.banner import Banner
from faqbot.tui.widgets.card import Card, Choice
from faqbot.tui.widgets.conversation import Conversation
from faqbot.tui.widgets.question import QuestionBox, QuestionInput
from faqbot.tui.widgets.sources import Sources
from faqbot.tui.widgets.status import Status
from faqbot.tui.wording import document_of

_LEAVE = frozenset({"quit", "exit", ":q"})


class AskScreen(HandingOn):
    """Where a person spends the day.

    Args:
        state: shown, and changed by what the person does.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(action.binding for action in ACTIONS),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield QuestionBox(id="ask")
        yield Banner(id="banner")
        with Container(id="panes"):
            yield Conversation(id="conversation")
            yield Sources(id="sources")
        yield Status(id="status")
        yield Footer(show_command_palette=False)

    async def on_mount(self) -> None:
        """Show the session as it is, and let the person type."""
        session = self.state.session
        self._box.use(session.asked, session.draft)
        self.set_focus(self._box.input)
        await self._conversation.show(session)
        self._refresh()
        self._ask_next()

    @property
    def _box(self) -> QuestionBox:
        return self.query_one(QuestionBox)

    @property
    def _conversation(self) -> Conversation:
        return self.query_one(Conversation)

    def guidance_changed(self) -> None:
        """Take in that guidance was loaded, was not, or is there anew."""
        self._refresh()
        self._ask_next()

    def _refresh(self) -> None:
        """Bring everything but the cards into line with the state."""
        state, session = self.state, self.state.session
        current = session.current
        self._box.input.choices = len(current.choices) if current else 0
        self.query_one(Sources).show(current)
        self._conversation.wait_for(session.waiting, ready=state.assistant is not None)
        self.banner.stand(state.standing)
        status = self.query_one(Status)
        if state.assistant is not None:
            status.guidance(state.assistant.corpus.documents, state.assistant.generation)
        elif state.trouble:
            status.unavailable()
        newest = session.exchanges[-1] if session.exchanges else None
        status.answered(newest.at if newest else None, newest.answer.elapsed_ms if newest else 0)
        status.recording(state.recording)

    def on_key(self, event: events.Key) -> None:
        """Let typing go into the input, wherever the focus is; an input keeps its own keys."""
        if event.is_printable and event.character:
            event.stop()
            number = int(event.character) if event.character in "123456789" else 0
            if not self._box.input.value and self._choose(number):
                return
            self.set_focus(self._box.input)
            if event.character == "?" and not self._box.input.value:
                self.action_help()
            else:
                self._box.input.type_in(event.character)
        elif event.key == "escape":
            self.set_focus(self._box.input)

    def on_paste(self, event: events.Paste) -> None:
        """Let pasted text go into the input, too, wherever the focus is."""
        self.set_focus(self._box.input)
        self._box.input.on_paste(event)

    # What is asked, and what comes of it.

    @on(QuestionBox.Typed)
    def _typed(self, event: QuestionBox.Typed) -> None:
        self.state.session.draft = event.text
        if not event.by_hand or not event.text:
            return
        self.banner.hush()
        if self.state.suggester is not None:
            job = partial(work.suggest, self.state, self.state.suggester, event.text)
            self.app.run_worker(job, thread=True, group="suggest", exclusive=True)

    @on(Suggested)
    def _suggested(self, event: Suggested) -> None:
        if event.typed == self._box.input.value:  # or else it is stale
            self._box.suggest(event.suggestions)

    @on(QuestionBox.Asked)
    def _asked(self, event: QuestionBox.Asked) -> None:
        if event.text.strip().lower() in _LEAVE:
            self.app.exit(0)
            return
        self._ask(event.text)

    def _ask(self, text: str) -> None:
        session = self.state.session
        if len(text.strip()) > 1 and text not in session.asked[-1:]:
            session.asked.append(text)
        session.ask(text)
        self._wait()

    def _choose(self, number: int) -> bool:
        """Ask what a number stands for; return whether it stands for anything."""
        chosen = self.state.session.choose(number)
        if chosen:
            self._wait()
        return chosen

    def _wait(self) -> None:
        """Show what is waited for, and have it answered."""
        session = self.state.session
        self.set_focus(self._box.input)
        self.banner.hush()
        self._conversation.wait_for(session.waiting, ready=self.state.assistant is not None)
        self._ask_next()

    def _ask_next(self) -> None:
        """Have the first waiting question answered, if there is guidance to answer it from."""
        state, session = self.state, self.state.session
        if state.assistant is not None and session.waiting and not session.asking:
            session.asking = True
            question = session.waiting[0]
            conversation = session.conversation_for(question)
            job = partial(work.reply, state, state.assistant, question, conversation)
            self.app.run_worker(job, thread=True, group="reply")

    async def answer_came(self) -> None:
        """Show an answer that the session has taken in."""
        await self._conversation.add(self.state.session)
        self._refresh()
        self._ask_next()

    def answer_failed(self, question: Question, reason: str) -> None:
        """Give a question back that could not be answered.

        Args:
            question: what was asked.
            reason: why, in words.
        """
        if not self._box.input.value:
            self._box.put(question.words)
        self._refresh()
        self.banner.say(f"That could not be answered: {reason}. The conversation is kept.")
        self._ask_next()

    @on(QuestionInput.Chosen)
    @on(Choice.Clicked)
    def _chosen(self, event: QuestionInput.Chosen | Choice.Clicked) -> None:
        self._choose(event.number)

    # Which answer, and how much of it.

    @on(Conversation.Selected)
    @on(Card.Clicked)
    def _selected(self, event: Conversation.Selected | Card.Clicked) -> None:
        session = self.state.session
        if 0 <= event.place < len(session.exchanges):
            session.selected = event.place
            self._conversation.refresh_from(session)
            self._refresh()

    @on(Conversation.DeeperWanted)
    def action_depth(self) -> None:
        """Show another depth."""
        session = self.state.session
        session.depth = session.depth.next
        self._conversation.refresh_from(session)
        self.banner.say(f"Showing {session.depth.in_words}.")

    def action_page(self, step: int) -> None:
        """Scroll the answers by a page."""
        move = (
            self._conversation.scroll_page_up if step < 0 else self._conversation.scroll_page_down
        )
        move(animate=False)

    def action_sources(self) -> None:
        """Go to the sources."""
        self.set_focus(self.query_one(Sources))

    @on(Sources.Opened)
    def _source_opened(self, event: Sources.Opened) -> None:
        document = document_of(event.exchange.corpus, event.citation.document_id)
        if document is not None:
            span = Span(event.citation.start, event.citation.end)
            self.app.push_screen(DocumentScreen(document, span))

    def action_documents(self) -> None:
        """List the documents."""
        if self.state.assistant is None:
            self.banner.say("The guidance is not loaded yet.")
            return
        today = self.state.setup.as_of or self.state.setup.clock().date()
        self.app.push_screen(DocumentsScreen(self.state.assistant.corpus, today))

    # The rest.

    async def action_new_call(self) -> None:
        """Begin a new call."""
        session = self.state.session
        session.begin_call()
        self._box.use(session.asked, "")
        self.set_focus(self._box.input)
        await self._conversation.show(session)
        self._refresh()
        self.banner.say("A new call. The conversation before it is gone.")

    def action_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(HelpScreen())

    @on(QuestionInput.HelpWanted)
    def _help_wanted(self) -> None:
        self.action_help()
