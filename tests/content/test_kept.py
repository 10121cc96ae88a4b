"""What is kept of a pack: the same answers as what was made, for just this pack and code, and from nobody else."""

import io
import os
import pickle
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from content import fingerprint as prints
from content import kept, made, written
from content.fingerprint import fingerprint
from content.kept import Kept, Unusable
from content.loader import load
from content.made import Made, make
from tests.eval.questions import HERE, read

KEY = "0" * 32


@pytest.fixture(scope="module")
def real_made() -> Made:
    return make(Path(__file__).parents[2] / "content" / "kz-upr-2025")


@pytest.fixture
def shelf(tmp_path: Path, pack: Path) -> Kept:
    return Kept(tmp_path / "kept", pack)


@pytest.fixture
def file(shelf: Kept, pack: Path) -> Path:
    shelf.write(KEY, make(pack))
    (file,) = shelf.folder.iterdir()
    return file


def test_what_is_read_back_answers_as_what_was_made(tmp_path: Path, real: Path, real_made: Made) -> None:
    shelf = Kept(tmp_path / "kept", real)
    shelf.write(KEY, real_made)
    back = shelf.read(KEY, asked=True)
    assert back is not None
    assert (back.search is None, back.typed is None) == (False, False)
    questions = list(read(HERE / "tune.jsonl"))[::2]
    assert {question.language for question in questions} == {"kk", "ru", "en"}
    assert len(questions) > 400
    for of in (
        lambda made, question: made.search.ask(question.text, question.language),
        lambda made, question: made.search.ask(question.text, ""),
        lambda made, question: made.typed.find(question.text[:12]),
        lambda made, question: made.search.knows(question.text),
    ):
        assert [of(back, each) for each in questions] == [of(real_made, each) for each in questions]


def test_library_is_the_same_but_for_what_the_search_has_taken_in(shelf: Kept, pack: Path) -> None:
    (pack / "asks").mkdir()
    (pack / "asks" / "water.yaml").write_text(
        "free-water:\n  kk: суға төлеймін бе\n  ru: платить ли за воду\n  en: does the tap cost me\n", "utf-8"
    )
    library = load(pack)
    assert library.asks
    shelf.write(KEY, make(pack))
    for asked in (True, False):
        back = shelf.read(KEY, asked=asked)
        assert back is not None
        assert back.library == replace(library, urgent=None, lexicon=None, messages={}, asks={})
        assert back.library.card("free-water") == library.card("free-water")
        assert type(back.library.cards[0].texts) is type(library.cards[0].texts)
        assert (back.search is not None, back.typed is not None) == (asked, asked)


def test_moment_of_publication_is_the_same(shelf: Kept, pack: Path) -> None:
    update = next((pack / "updates").rglob("*.yaml"))
    update.write_text(update.read_text("utf-8") + "\npublish_at: 2026-03-01T09:30:00+05:00\n", "utf-8")
    shelf.write(KEY, make(pack))
    back = shelf.read(KEY, asked=False)
    assert back is not None
    assert [one.publish_at for one in back.library.updates] == [one.publish_at for one in load(pack).updates]
    assert any(one.publish_at for one in back.library.updates)


def test_numbers_are_shared_again_when_they_are_read_back(
    tmp_path: Path, real: Path, real_made: Made
) -> None:
    shelf = Kept(tmp_path / "kept", real)
    shelf.write(KEY, real_made)
    back = shelf.read(KEY, asked=True)
    assert back is not None
    assert back.search is not None
    guard = back.search._guard
    assert guard is not None
    assert guard._evidence is not None
    weights = guard._evidence._weights
    assert len(weights) > 10_000
    assert len(set(map(id, weights.values()))) == len(set(weights.values())) < 2_000


def test_nothing_is_read_where_nothing_is_kept(shelf: Kept, pack: Path) -> None:
    assert shelf.read(KEY, asked=True) is None
    shelf.write(KEY, make(pack))
    assert shelf.read("1" * 32, asked=True) is None


def test_folder_and_file_are_this_users_alone(shelf: Kept, file: Path) -> None:
    assert (shelf.folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1000])


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _damage(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def _lengthen(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"x")


def _rename(file: Path) -> None:
    # The file of another state of the pack, under the name of this one.
    data = file.read_bytes()
    file.write_bytes(data.replace(KEY.encode(), b"1" * 32, 1))


def _open_to_the_group(file: Path) -> None:
    file.chmod(0o660)


def _open_to_all(file: Path) -> None:
    file.chmod(0o602)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file, 0o600)


def _link(file: Path) -> None:
    file.rename(file.with_suffix(".elsewhere"))
    file.symlink_to(file.with_suffix(".elsewhere"))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_cut, "is cut off or damaged"),
        (_empty, "is not what was written there"),
        (_damage, "is cut off or damaged"),
        (_lengthen, "is cut off or damaged"),
        (_rename, "is not what was written there"),
        (_open_to_the_group, "can be written by other users"),
        (_open_to_all, "can be written by other users"),
        (_link, "symbolic links"),
        (_folder, "is no file"),
        (_pipe, "is no file"),
    ],
)
def test_file_that_is_not_to_be_trusted_is_thrown_away(
    shelf: Kept, file: Path, harm: Callable[[Path], None], said: str
) -> None:
    harm(file)
    with pytest.raises(Unusable, match=said):
        shelf.read(KEY, asked=True)
    assert not file.is_symlink()
    assert not file.exists()
    assert shelf.read(KEY, asked=True) is None


def test_file_of_another_user_is_thrown_away(
    shelf: Kept, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fstat = os.fstat

    def foreign(handle: int) -> os.stat_result:
        state = list(fstat(handle))
        if os.path.isfile(f"/dev/fd/{handle}"):  # noqa: PTH113
            state[4] += 1
        return os.stat_result(state)

    monkeypatch.setattr(kept.os, "fstat", foreign)
    with pytest.raises(Unusable, match="belongs to another user"):
        shelf.read(KEY, asked=True)
    assert not file.exists()


def test_folder_that_others_may_write_is_not_used(shelf: Kept, file: Path, pack: Path) -> None:
    shelf.folder.chmod(0o770)
    with pytest.raises(Unusable, match="can be written by other users"):
        shelf.read(KEY, asked=True)
    with pytest.raises(Unusable, match="can be written by other users"):
        shelf.write(KEY, make(pack))
    assert file.exists()


def test_folder_of_another_user_is_not_used(shelf: Kept, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user = os.geteuid()
    monkeypatch.setattr(kept.os, "geteuid", lambda: user + 1)
    for use in (shelf.open, lambda: shelf.read(KEY, asked=True)):
        with pytest.raises(Unusable, match="belongs to another user"):
            use()


def test_place_that_cannot_be_written_is_said(tmp_path: Path, pack: Path) -> None:
    (tmp_path / "file").touch()
    shelf = Kept(tmp_path / "file" / "kept", pack)
    with pytest.raises(Unusable, match="Not a directory"):
        shelf.open()
    with pytest.raises(Unusable, match="Not a directory"):
        shelf.write(KEY, make(pack))


def test_file_names_nothing_but_content(
    shelf: Kept, file: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Hostile:
        def __reduce__(self) -> tuple[object, ...]:
            return os.mkdir, (str(pack / "harm"),)

    monkeypatch.setattr(kept.written, "write", lambda made, to: pickle.Pickler(to, 5).dump(Hostile()))
    shelf.write(KEY, make(pack))
    with pytest.raises(Unusable, match="UnpicklingError"):
        shelf.read(KEY, asked=True)
    assert not (pack / "harm").exists()


@pytest.mark.parametrize(
    "named",
    [
        ("content.making", "main"),
        ("content.loader", "load"),
        ("content.search.engine", "Search.ask"),
        ("content.kept", "ENDING"),
        ("os", "mkdir"),
        ("builtins", "eval"),
    ],
)
def test_file_calls_nothing_but_classes_of_content(named: tuple[str, str]) -> None:
    module, name = named
    hostile = b"\x80\x05" + b"c" + f"{module}\n{name}\n".encode() + b"."
    with pytest.raises(pickle.UnpicklingError, match="is not written down here"):
        written.read(io.BytesIO(hostile), asked=False)


def test_packs_whose_names_begin_alike_leave_each_other_alone(
    shelf: Kept, pack: Path, tmp_path: Path
) -> None:
    longer = Kept(shelf.folder, Path(shutil.copytree(pack, tmp_path / "pack-kz-2025")))
    found = make(pack)
    for number in range(2):
        longer.write(f"{number}" * 32, found)
    for each in shelf.folder.iterdir():
        os.utime(each, (1000, 1000))
    for number in range(2):
        shelf.write(f"{number}" * 32, found)
    assert len(list(shelf.folder.iterdir())) == 4


def test_full_disk_is_seen_before_anything_is_made(shelf: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    # A disk that is full still takes names, and no contents.
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept.os, "write", full)
    with pytest.raises(Unusable, match="No space left"):
        shelf.open()
    assert list(shelf.folder.iterdir()) == []


def test_newest_two_of_a_pack_stay_and_all_of_others(shelf: Kept, pack: Path, tmp_path: Path) -> None:
    other = Kept(shelf.folder, Path(shutil.copytree(pack, tmp_path / "other")))
    found = make(pack)
    other.write(KEY, found)
    abandoned = shelf.folder / f"{kept.UNFINISHED}long-ago"
    for number in range(4):
        abandoned.touch()
        os.utime(abandoned, (1, 1))
        shelf.write(f"{number}" * 32, found)
        for place, each in enumerate(sorted(shelf.folder.glob("pack-*"))):
            os.utime(each, (1000 + place, 1000 + place))
    names = {each.name[:7] for each in shelf.folder.iterdir()}
    assert names == {"other-0", "pack-22", "pack-33"}


def test_what_is_read_counts_as_new(shelf: Kept, pack: Path) -> None:
    found = make(pack)
    for number in range(2):
        shelf.write(f"{number}" * 32, found)
    for each in shelf.folder.iterdir():
        os.utime(each, (1000, 1000))
    assert shelf.read("0" * 32, asked=False) is not None
    shelf.write("2" * 32, found)
    assert shelf.read("0" * 32, asked=False) is not None
    assert shelf.read("1" * 32, asked=False) is None


def test_many_at_once_do_no_harm_to_each_other(shelf: Kept, pack: Path) -> None:
    found = make(pack)

    def work(number: int) -> bool:
        key = f"{number % 2}" * 32
        shelf.write(key, found)
        return shelf.read(key, asked=True) is not None

    with ThreadPoolExecutor(4) as workers:
        assert all(workers.map(work, range(24)))
    assert len(list(shelf.folder.iterdir())) == 2


def test_failed_write_leaves_nothing(shelf: Kept, pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept.written, "write", full)
    with pytest.raises(Unusable, match="No space left"):
        shelf.write(KEY, make(pack))
    assert list(shelf.folder.iterdir()) == []


def _edit(pack: Path) -> None:
    card = pack / "topics" / "water" / "free-water.yaml"
    card.write_bytes(card.read_bytes() + b"\n")


def _add(pack: Path) -> None:
    (pack / "messages").mkdir(exist_ok=True)
    (pack / "messages" / "new.yaml").touch()


def _move(pack: Path) -> None:
    card = pack / "topics" / "water" / "free-water.yaml"
    card.rename(card.with_name("waterfree.yaml"))


def _link_a_folder(pack: Path) -> None:
    (pack / "topics" / "linked").symlink_to(pack / "topics" / "water")


def _replace_what_links_lead_to(pack: Path) -> None:
    # As Kubernetes does with a volume: topics leads to ..data/topics, and ..data to the newest state.
    if not (pack / "topics").is_symlink():
        (pack / "..one").mkdir()
        (pack / "topics").rename(pack / "..one" / "topics")
        (pack / "..data").symlink_to("..one")
        (pack / "topics").symlink_to("..data/topics")
        shutil.copytree(pack / "..one", pack / "..two")
        return
    (pack / "..data").unlink()
    (pack / "..data").symlink_to("..two")
    card = pack / "..two" / "topics" / "water" / "free-water.yaml"
    card.write_bytes(card.read_bytes() + b"\n")


def test_key_changes_with_what_a_folder_of_the_pack_leads_to(pack: Path) -> None:
    _replace_what_links_lead_to(pack)
    assert load(pack).card("free-water") is not None
    before = fingerprint(pack)
    _replace_what_links_lead_to(pack)
    assert fingerprint(pack) != before


@pytest.mark.parametrize("change", [_edit, _add, _move, _link_a_folder])
def test_key_changes_with_the_pack(pack: Path, change: Callable[[Path], None]) -> None:
    before = fingerprint(pack)
    assert fingerprint(pack) == before
    change(pack)
    assert fingerprint(pack) != before


def test_key_passes_over_what_the_loader_passes_over(pack: Path) -> None:
    before = fingerprint(pack)
    (pack / "topics" / ".swp").touch()
    assert fingerprint(pack) == before


def test_key_changes_with_the_code_and_what_it_runs_on(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {fingerprint(pack)}

    def in_a_new_process() -> None:
        monkeypatch.setattr(prints, "of_code", prints.of_code.__wrapped__)
        keys.add(fingerprint(pack))
        monkeypatch.setattr(prints, "of_code", here)

    here = prints.of_code
    code = tmp_path / "code"
    shutil.copytree(prints.HOUSE / "search", code / "search")
    monkeypatch.setattr(prints, "HOUSE", code)
    in_a_new_process()
    fold = code / "search" / "fold.py"
    fold.write_bytes(fold.read_bytes() + b"\n")
    in_a_new_process()
    monkeypatch.setattr(prints, "version", lambda library: f"{library} 99")
    in_a_new_process()
    monkeypatch.setattr(prints.sys, "version", "3.99")
    in_a_new_process()
    assert len(keys) == 5
    # What is installed over a program that runs is not what it runs.
    assert fingerprint(pack) in keys


def test_what_is_made_is_whole(pack: Path) -> None:
    found = made.make(pack)
    assert found.library.messages == load(pack).messages
    assert found.search is not None
    assert found.search.ask("Is water free?", "en").hits[0].id == "free-water"
