"""Makes the page anew whenever a source was saved, and tells those who wait for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from vnrgen.build import BuildRequest, compose_dossier
from vnrgen.problems import (
    EnvironmentFailureError,
    InvalidInputError,
    Location,
    Problem,
    ProblemLog,
)
from vnrgen.render.formats import Press
from vnrgen.web.preview.edition import Edition, Places, shown
from vnrgen.web.preview.watching import Stamps, stamps

_BETWEEN_LOOKS = 0.1  # seconds; a look at 200 files takes one or two thousandths
_UNTIL_STILL = 0.03  # seconds without a change after which a file is taken for written


class Previewer:
    """Keeps the newest edition of one document; charts that did not change are not drawn again."""

    def __init__(self, request: BuildRequest) -> None:
        """Preview what a build of this request would make as HTML."""
        self._request = request
        self._edition = Edition()
        self._places = Places()
        self._kept: dict[str, bytes] = {}
        self._seen: Stamps = frozenset()
        self._changed = threading.Condition()
        self._ended = False

    @property
    def edition(self) -> Edition:
        """The newest edition."""
        return self._edition

    def wait_for_newer(self, number: int, seconds: float) -> Edition:
        """Return an edition newer than ``number`` as soon as there is one, or the one there is."""
        with self._changed:
            self._changed.wait_for(lambda: self._edition.number > number or self._ended, seconds)
            return self._edition

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch the sources in a thread of its own meanwhile."""
        watcher = threading.Thread(target=self._watch, name="preview", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            self.end()
            watcher.join(timeout=5)

    def end(self) -> None:
        """Watch no more, and let nobody wait."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def look(self) -> bool:
        """Make a new edition if a source changed since the last one; tell whether it did."""
        found = self._still()
        if found == self._seen and self._edition.number:
            return False
        self._seen = found
        self._publish(self._made())
        return True

    def _watch(self) -> None:
        while not self._ended:
            self.look()
            time.sleep(_BETWEEN_LOOKS)

    def _still(self) -> Stamps:
        """Return the stamps once no file is being written any more."""
        before = stamps(self._request.dossier)
        while before != self._seen:
            time.sleep(_UNTIL_STILL)
            after = stamps(self._request.dossier)
            if after == before:
                break
            before = after
        return before

    def _made(self) -> Edition:
        last = self._edition
        number = last.number + 1
        try:
            page, problems = self._page()
        except (InvalidInputError, EnvironmentFailureError) as error:
            return Edition(
                number=number,
                page=last.page,
                is_current=False,
                problems=shown(error.problems, self._places),
            )
        except Exception as error:  # noqa: BLE001 - the preview must outlive any fault in a page
            fault = Problem(
                "WEB004",
                Location(self._request.dossier.name),
                f"the page cannot be made: {type(error).__name__}: {error}",
                "take back the last change; a fault of vnrgen shows itself with: vnrgen check",
            )
            return Edition(number=number, page=last.page, problems=shown([fault], self._places))
        return Edition(
            number=number, page=page, is_current=True, problems=shown(problems, self._places)
        )

    def _page(self) -> tuple[bytes, tuple[Problem, ...]]:
        composition = compose_dossier(self._request)
        self._places = Places.of(composition.document)
        problems = ProblemLog(composition.problems)
        making = Press(formats=("html",), kept=self._kept)
        made = making.render(composition.document, {}, problems, lambda _: None)
        return made.files["html"], problems.sorted()

    def _publish(self, edition: Edition) -> None:
        with self._changed:
            self._edition = edition
            self._changed.notify_all()
