"""Which row each bar stands in, and where its name stands, so that nothing meets anything else."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from planner.memorandum.drawing import Measure, shortened
from planner.memorandum.timeline_paper.axis import Axis
from planner.timeline.drawn.shapes import Bar, Diamond, Plan

NAME_SIZE = 7.5
GAP = 3.0
FLAG = 3.0
# Sheets side by side begin this far from each other while rows are found; wider than any sheet.
_APART = 100_000.0
_SHORTEST_PART = 34.0
_NAMES_REPEAT_FROM = 6
# So much of a tail is seen behind a name that stands on it.
_TAIL_SHOWN = 20.0
_VOWELS = frozenset("aeiouy")
# Letters that stand for one sound.
_TOGETHER = frozenset({"ch", "ck", "gh", "ph", "sh", "th", "wh", "qu", "ng"})


@dataclass(frozen=True)
class Letters:
    """How text is put on paper: made drawable, and measured in points."""

    drawn: Callable[[str], str]
    measure: Measure

    def wide(self, text: str, size: float, *, semibold: bool = False) -> float:
        """How wide a text is."""
        return self.measure(text, size, semibold)

    def fitted(self, text: str, room: float, size: float, *, semibold: bool = False) -> str:
        """A drawable text, cut where it is wider than the room."""
        return shortened(text, room, size, self.measure, semibold=semibold)

    def wrapped(self, text: str, room: float, size: float, most: int, *, semibold: bool = False) -> list[str]:
        """At most so many lines no wider than the room; the last one is cut where there is more."""
        lines: list[str] = []
        words = [
            part
            for word in text.split()
            for part in (
                (word,)
                if self.measure(word, size, semibold) <= room
                else self._parts(word, room, size, semibold)
            )
        ]
        while words and len(lines) < most - 1:
            taken = 1
            while taken < len(words) and self.measure(" ".join(words[: taken + 1]), size, semibold) <= room:
                taken += 1
            lines.append(" ".join(words[:taken]))
            words = words[taken:]
        lines += [" ".join(words)] if words else []
        return [self.fitted(line, room, size, semibold=semibold) for line in lines]

    def _parts(self, word: str, room: float, size: float, semibold: bool) -> Iterator[str]:
        """A word wider than the room in parts: after a hyphen or a stroke, else between two syllables."""
        while self.measure(word, size, semibold) > room:
            fits = [at for at in range(2, len(word) - 1) if self._fits(word, at, room, size, semibold)]
            at = max((at for at in fits if word[at - 1] in "-/_"), default=0) or max(
                (at for at in fits if _is_syllable(word, at)), default=0
            )
            if not at:
                break
            yield word[:at] if word[at - 1] in "-/_" else f"{word[:at]}-"
            word = word[at:]
        yield word

    def _fits(self, word: str, at: int, room: float, size: float, semibold: bool) -> bool:
        return self.measure(f"{word[:at]}-", size, semibold) <= room


def _is_syllable(word: str, at: int) -> bool:
    """Whether a word may be cut there: before a consonant that a vowel follows."""
    if not word.isalpha() or not 2 <= at <= len(word) - 3:
        return False
    before, after, then = word[at - 1].lower(), word[at].lower(), word[at + 1].lower()
    if after in _VOWELS or before + after in _TOGETHER:
        return False
    return then in _VOWELS


@dataclass(frozen=True, slots=True)
class Name:
    """A name on one sheet, from its left edge. `on_bar`: there was no room beside the bar."""

    sheet: int
    text: str
    x: float
    width: float
    on_bar: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A bar or a milestone in a row, with its name on each sheet that it reaches."""

    shape: Bar | Diamond
    row: int
    names: tuple[Name, ...]


def placed(
    shapes: Iterable[Bar | Diamond], axes: Sequence[Axis], letters: Letters, *, keeps_off: bool
) -> list[Placed]:
    """Shapes in the first row that has room for them with their names.

    `axes` are the sheets side by side; a name stands on one of them whole. With `keeps_off` it stands
    beside its bar, because the bar has a pattern.
    """
    found = []
    for shape in (shape for shape in shapes if sheets_of(shape, axes)):
        names, low, high = _named(shape, axes, letters, keeps_off)
        found.append((low, high, shape.start, shape.row, shape.name, names, shape))
    # By where they begin on paper: then the topmost row that has become free is the right one.
    found.sort(key=lambda f: f[:5])
    taken: list[tuple[float, int]] = []
    free: list[int] = []
    rows = 0
    made = []
    for low, high, *_, names, shape in found:
        while taken and taken[0][0] + GAP <= low:
            heapq.heappush(free, heapq.heappop(taken)[1])
        if free:
            row = heapq.heappop(free)
        else:
            row, rows = rows, rows + 1
        heapq.heappush(taken, (high, row))
        made.append(Placed(shape, row, names))
    return made


def shapes_of(plan: Plan) -> list[Bar | Diamond]:
    """Everything that stands in a row."""
    return [*plan.bars, *plan.diamonds]


def extent(shape: Bar | Diamond, axis: Axis) -> tuple[float, float]:
    """Where a shape with its tail begins and ends on a sheet."""
    if isinstance(shape, Diamond):
        return axis.x(shape.start) - 5, max(axis.x(shape.start) + 5, axis.x(shape.late))
    return axis.x(shape.start), max(axis.x(shape.start) + 3, axis.x(shape.end), axis.x(shape.late_end))


def last_day(shape: Bar | Diamond) -> int:
    """The day after the last one on which anything of a shape is drawn, its deadline too."""
    day = max(shape.late, shape.start) + 1 if isinstance(shape, Diamond) else max(shape.end, shape.late_end)
    return day if shape.deadline is None else max(day, shape.deadline + 1)


def sheets_of(shape: Bar | Diamond, axes: Sequence[Axis]) -> list[int]:
    """The sheets on which a shape is drawn; none for what lies behind the edge of the plan."""
    found = [at for at, axis in enumerate(axes) if axis.shows(shape.start, last_day(shape))]
    # A milestone on the last day of all stands on the edge.
    return found or ([len(axes) - 1] if shape.start == axes[-1].end else [])


def _named(
    shape: Bar | Diamond, axes: Sequence[Axis], letters: Letters, keeps_off: bool
) -> tuple[tuple[Name, ...], float, float]:
    """The name on each sheet, and the stretch that shape and name take over all of them."""
    sheets = sheets_of(shape, axes)
    text = letters.drawn(shape.name)
    first = sheets[0]
    axis = axes[first]
    left, right = extent(shape, axis)
    name, low, high = _beside(text, shape, (left, right), first, axis, letters, keeps_off)
    names = [name]
    last = sheets[-1]
    low, high = _with_deadline(shape, axis, low, high)
    if last > first:
        high = _with_deadline(shape, axes[last], 0.0, extent(shape, axes[last])[1])[1]
    for at in sheets[1:]:
        again = _again(text, shape, at, axes[at], letters, keeps_off, is_last=at == last)
        if again is not None:
            names.append(again)
            high = max(high, again.x + again.width) if at == last else high
    return tuple(names), low - axis.left + first * _APART, high - axes[last].left + last * _APART


def _with_deadline(shape: Bar | Diamond, axis: Axis, low: float, high: float) -> tuple[float, float]:
    """A stretch with the flag of the deadline in it."""
    if shape.deadline is None or not axis.start <= shape.deadline + 1 <= axis.end:
        return low, high
    x = axis.x(shape.deadline + 1)
    return min(low, x - FLAG), max(high, x + FLAG)


def _again(
    text: str,
    shape: Bar | Diamond,
    sheet: int,
    axis: Axis,
    letters: Letters,
    keeps_off: bool,
    *,
    is_last: bool,
) -> Name | None:
    """The name on a further sheet: in the bar, or where that ends behind it; None where neither has room."""
    inside = (axis.x(shape.end) - axis.left - 8) if isinstance(shape, Bar) else 0.0
    right = extent(shape, axis)[1]
    places = [(-1.0 if keeps_off else inside, axis.left + 4), (axis.right - right - 4, right + 4)]
    for room, x in places[: 2 if is_last else 1]:
        cut = letters.fitted(text, room, NAME_SIZE) if room >= _SHORTEST_PART else ""
        if cut and (cut == text or len(cut) > _NAMES_REPEAT_FROM):
            return Name(sheet, cut, x, letters.wide(cut, NAME_SIZE), on_bar=x < right)
    return None


def _beside(
    text: str,
    shape: Bar | Diamond,
    stretch: tuple[float, float],
    sheet: int,
    axis: Axis,
    letters: Letters,
    keeps_off: bool,
) -> tuple[Name, float, float]:
    """The name in the bar, behind it or before it, as it fits, with the stretch that both take."""
    left, right = stretch
    wide = letters.wide(text, NAME_SIZE)
    inside = axis.x(shape.end) - left - 8 if isinstance(shape, Bar) else 0.0
    behind, before = axis.right - right - 4, left - 4 - axis.left
    in_bar = (-1.0 if keeps_off else inside), left + 5
    flag = axis.x(shape.deadline + 1) if shape.deadline is not None else axis.right
    # A name behind its bar stands before or behind the flag of the deadline, not across it.
    if flag + FLAG > right and flag - FLAG < right + 4 + wide and flag < axis.right:
        right = flag + FLAG - 2
        behind = axis.right - right - 4
    if left - 4 - wide - FLAG < flag < left + FLAG:
        left = min(left, flag - FLAG + 2)
        before = left - 4 - axis.left
    end = axis.x(shape.end) if isinstance(shape, Bar) else axis.x(shape.start) + 5
    if keeps_off and max(end, left + 3) + wide + _TAIL_SHOWN <= stretch[1]:
        # A long tail must not part the name from its bar: it stands at the bar, on the tail.
        return Name(sheet, text, max(end, left + 3) + 4, wide, True), min(left, stretch[0]), right
    places = [in_bar, (behind, right + 4), (before, left - 4 - wide)]
    for at, (room, x) in enumerate(places):
        if wide <= room:
            return Name(sheet, text, x, wide, at == 0), min(left, x), max(right, x + wide)
    room = max(inside, behind, before)
    text = letters.fitted(text, room, NAME_SIZE)
    wide = letters.wide(text, NAME_SIZE)
    if room == inside:
        return Name(sheet, text, left + 5, wide, True), left, right
    x = right + 4 if room == behind else left - 4 - wide
    return Name(sheet, text, x, wide), min(left, x), max(right, x + wide)
