"""Asks Anki itself what it makes of `qbank export --format anki`.

Run with `pip install anki` (2.1.65 or newer) and `python tests/oracles/anki.py target/debug/qbank`. Everything happens in a
temporary folder, with the importer that Anki's own window uses. Each line it prints is something it checked;
the first thing that is not so ends it.
"""
import html
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# The package is called like this file, which would be found first.
sys.path = [path for path in sys.path if Path(path).resolve() != Path(__file__).resolve().parent]

from anki.collection import Collection, ImportCsvRequest
from anki.lang import set_lang

QBANK = Path(sys.argv[1]).resolve()
TEMPORARY = tempfile.TemporaryDirectory(prefix="qbank-anki-")
FOLDER = Path(TEMPORARY.name)
SHIPPED = (Path(__file__).parents[2] / "questions" / "product-operations.toml").read_text(encoding="utf-8")
DECK = "qbank::Product Operations Manager"

QUESTION = """
[[question]]
id = "{id}"
prompt = {prompt}
category = "theory"
tags = ["Two words", "c++", "\u202eodd", "日本"]
frameworks = ["Jobs to be Done", "THEORY"]
answer_framework = {text}
star_example = {{ situation = {text}, task = "t", action = "a", result = "r" }}
how_to_answer = [{text}]
key_points = [{text}]
interviewers_look_for = [{text}]
common_mistakes = [{text}]
"""
# As TOML, and what is to be read of it: white space is one blank, U+202E is gone, the rest is as it was.
HOSTILE = '"""a\\tb\\n\\"q\\" \'s\' <script>alert(1)</script> & &amp; \U0001f469\u200d\U0001f680 \u202e e\u0301 ' \
          '[sound:x.mp3] [latex]y[/latex] [[type:Front]] {{c1::z}} \\\\(m\\\\) \\\\[n\\\\] \\u001b[2J"""'
READ = 'a b "q" \'s\' <script>alert(1)</script> & &amp; \U0001f469\u200d\U0001f680 \ufffd \u00e9 ' \
       "[sound:x.mp3] [latex]y[/latex] [[type:Front]] {{c1::z}} \\(m\\) \\[n\\] \ufffd[2J"
PROMPTS = {"number-sign": "#html:false", "equals": "=1+1", "tags": "tags:none", "twin": "=1+1", "dash": "- \\tdash"}


def export(name, *arguments):
    path = FOLDER / name
    words = [QBANK, "export", "--format", "anki", "--force", "--output", path, *arguments]
    subprocess.run(words, check=True, stderr=subprocess.DEVNULL, env={**os.environ, "QBANK_DATA": str(FOLDER / "data")})
    return path


def bank(name, text):
    path = FOLDER / name
    path.write_text(text, encoding="utf-8")
    return "--bank", path


def collection(name):
    return Collection(str(FOLDER / name))


def imported(col, path):
    """How many notes are new, updated and as they were."""
    metadata = col.get_csv_metadata(str(path), None)
    log = col.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log
    strange = [log.conflicting, log.first_field_match, log.missing_notetype, log.missing_deck, log.empty_first_field]
    assert not any(strange), log
    return len(log.new), len(log.updated), len(log.duplicate)


def note(col, guid):
    return col.get_note(col.db.scalar("select id from notes where guid = ?", guid))


def decks(col):
    return sorted(deck.name for deck in col.decks.all_names_and_ids() if deck.name.startswith("qbank"))


def shown(field):
    return html.unescape(re.sub("<.*?>", "", field))


def check(what, got, wanted):
    assert got == wanted, f"{what}:\n  got    {got!r}\n  wanted {wanted!r}"
    print(f"ok  {what}: {got!r}" if len(repr(got)) < 70 else f"ok  {what}")


def updates():
    col = collection("updates.anki2")
    path = export("all.txt")
    check("first import: new, updated, unchanged", imported(col, path), (9, 0, 0))
    check("decks", decks(col), ["qbank", DECK])
    plan = note(col, "qbank/product-operations/release-conflict")
    check("tags", plan.tags, ["behavioral", "conflict", "release", "stakeholders", "star"])
    check("fields", [plan["Front"][:15], plan["Back"][:23]], ["Describe a time", "<b>Answer framework</b>"])
    check("second import: new, updated, unchanged", imported(col, path), (0, 0, 9))
    check("notes, cards, decks", (col.note_count(), col.card_count(), len(decks(col))), (9, 9, 2))

    col.decks.select(col.decks.id(DECK))
    for ease in (3, 4, 1):
        card = col.sched.getCard()
        card.start_timer()
        col.sched.answerCard(card, ease)
    col.set_deck(plan.card_ids(), col.decks.id("My own"))
    state = "select id, did, type, queue, due, ivl, factor, reps, lapses, left, data from cards order by id"
    before, reviews = col.db.all(state), col.db.all("select * from revlog")
    point = "Data-driven metrics dashboard for transparency"
    assert SHIPPED.count(f'"{point}"') == 1
    changed = bank("product-operations.toml", SHIPPED.replace(f'"{point}"', '"A dashboard"'))
    check("import of a change: new, updated, unchanged", imported(col, export("all.txt", *changed)), (0, 1, 8))
    back = note(col, plan.guid)["Back"]
    check("the change is there", (point in back, "<li>A dashboard</li>" in back), (False, True))
    check("decks and schedule are kept", col.db.all(state), before)
    check("reviews are kept", (len(reviews), col.db.all("select * from revlog")), (3, reviews))


def remembered_choices():
    col = collection("choices.anki2")
    path = export("all.txt")
    metadata = col.get_csv_metadata(str(path), None)
    metadata.dupe_resolution, metadata.match_scope = metadata.PRESERVE, metadata.NOTETYPE_AND_DECK
    col.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
    col.set_deck(col.find_cards(""), col.decks.id("My own"))
    changed = bank("product-operations.toml", SHIPPED.replace("prompt = \"", "prompt = \"Well: "))
    check("updates whatever was chosen the last time", imported(col, export("all.txt", *changed)), (0, 9, 0))


def hostile_text():
    questions = [QUESTION.format(id="text", prompt=HOSTILE, text=HOSTILE)]
    questions += [QUESTION.format(id=id, prompt=f'"{prompt}"', text='"x"') for id, prompt in PROMPTS.items()]
    odd = bank("odd.toml", 'name = """\u00a0 C::D:::\\tE "q" <b> \u202e e\u0301:: """\n' + "".join(questions))
    other = bank("other.toml", 'name = "Other"\n' + questions[2])
    path = export("odd.txt", *odd, *other, "--category", "theory")
    assert "\u202e" not in path.read_text(encoding="utf-8")
    col = collection("hostile.anki2")
    check("hostile bank: new, updated, unchanged", imported(col, path), (7, 0, 0))
    check("again: new, updated, unchanged", imported(col, path), (0, 0, 7))
    check("decks", decks(col), ["qbank", "qbank::C: D: : E 'q' <b> \ufffd \u00e9", "qbank::Other"])
    found = note(col, "qbank/odd/text")
    check("tags", found.tags, ["c++", "jobs-to-be-done", "odd", "theory", "two-words", "日本"])
    check("the front reads as written", shown(found["Front"]), READ)
    check("the back reads as written", shown(found["Back"]).count(READ), 6)
    known = {"<b>", "</b>", "<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<span>", "</span>"}
    check("no other markup", set(re.findall("<.*?>", found["Front"] + found["Back"])) - known, set())
    card = found.cards()[0]
    check("no sound", (card.question_av_tags(), card.answer_av_tags()), ([], []))
    check("no formula", re.findall(r"\\[(\[]", html.unescape(card.answer())), [])
    check("no field to type in", ("[[type:" in card.question(), "[[type:" in card.answer()), (False, False))
    for id, prompt in PROMPTS.items():
        check(f"prompt of {id}", shown(note(col, f"qbank/odd/{id}")["Front"]), prompt.replace("\\t", ""))


def other_languages():
    set_lang("de_DE")
    col = collection("german.anki2")
    check("in German: new, updated, unchanged", imported(col, export("all.txt")), (9, 0, 0))
    fields = note(col, "qbank/product-operations/release-conflict").fields
    check("front and back", [fields[0][:15], fields[1][:23]], ["Describe a time", "<b>Answer framework</b>"])


for part in (updates, remembered_choices, hostile_text, other_languages):
    print(f"\n{part.__name__.replace('_', ' ')}")
    part()
