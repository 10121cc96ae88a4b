"""How much of the document the cards cover."""

from collections.abc import Collection, Iterable, Iterator

from content.library import Library


def uncovered(library: Library, procedural: Collection[int] = ()) -> tuple[int, ...]:
    """Return the paragraphs that no card rests on and that are not procedural, in order."""
    every = range(1, library.info.document.paragraphs + 1)
    return tuple(number for number in every if number not in procedural and not library.citing(number))


def lines(library: Library, procedural: Collection[int] = ()) -> Iterator[str]:
    """Yield a line a topic (cards, paragraphs), how many paragraphs are covered, and words per language."""
    for topic in library.topics:
        found = library.cards_of(topic)
        cited = {paragraph for card in found for paragraph in card.paragraphs}
        yield f"{topic.id}: {len(found)} cards, {len(cited)} paragraphs: {ranges(cited)}"
    total = library.info.document.paragraphs
    left = uncovered(library, procedural)
    yield f"{len(library.cards)} cards, {total - len(left)} of {total} paragraphs covered or procedural"
    if left:
        yield f"not covered: {ranges(left)}"
    for language in library.languages:
        texts = [card.text(language) for card in library.cards]
        asks = sum(len(text.asks) for text in texts)
        words = sum(len(f"{text.title} {text.body}".split()) for text in texts)
        yield f"{language}: {asks} asks, {words} words in titles and bodies"


def ranges(numbers: Iterable[int]) -> str:
    """Write numbers as 1–4, 7, 9–10."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
