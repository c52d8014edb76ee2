"""Memory goes back to the system when a process has grown, not after each document."""

from __future__ import annotations

from vnrgen.batch.memory import Heap


class Pages:
    """Pages that a process holds; those that are free can be given back."""

    def __init__(self) -> None:
        self.used, self.free, self.trims = 100, 0, 0

    def resident(self) -> int | None:
        return self.used + self.free

    def trim(self) -> None:
        self.trims += 1
        self.free = 0


def test_what_the_next_document_takes_again_stays() -> None:
    pages = Pages()
    heap = Heap(pages.resident, pages.trim)
    for _ in range(10):
        pages.free = 20
        heap.give_back()
    assert pages.trims == 1


def test_what_a_large_document_leaves_free_is_given_back_at_once() -> None:
    pages = Pages()
    heap = Heap(pages.resident, pages.trim)
    for free in (20, 20, 400):
        pages.free = free
        heap.give_back()
    assert (pages.trims, pages.free, heap.held) == (2, 0, 100)


def test_a_process_that_grows_slowly_never_holds_a_quarter_more_than_it_needs() -> None:
    pages = Pages()
    heap = Heap(pages.resident, pages.trim)
    for document in range(60):
        pages.used, pages.free = 100 + document, 3 * document
        heap.give_back()
        assert pages.used + pages.free <= 1.25 * pages.used


def test_memory_goes_back_each_time_where_nobody_tells_how_much_is_held() -> None:
    pages = Pages()
    heap = Heap(lambda: None, pages.trim)
    for _ in range(3):
        heap.give_back()
    assert pages.trims == 3
