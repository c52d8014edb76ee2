"""Templates and outlines that a dossier brings: none reads, leaks, hangs or crashes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.builders_attacks import a_dossier, problems_of, settings_with
from vnrgen.confined import Fault, run_confined
from vnrgen.document.sections import sandbox

OUTLINE = "title: Ours\nsections:\n  - {id: who, title: Who, template: mine.md.j2}\n"
TEN = "[1,2,3,4,5,6,7,8,9,0]"


def nested(depth: int, inside: str) -> str:
    opened = "".join(f"{{% for a{n} in {TEN} %}}" for n in range(depth))
    return opened + inside + "{% endfor %}" * depth


def brought(folder: Path, template: str, outline: str = OUTLINE) -> Path:
    files: dict[str, str | bytes] = {
        "dossier.yaml": settings_with(outline="ours"),
        "chapters/ours.yaml": outline,
        "templates/sections/mine.md.j2": template,
    }
    return a_dossier(folder, files)


REFUSED = {
    "reaches a class through a text": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "reaches a class through a filter": "{{ ''|attr('__class__') }}",
    "reaches globals of a call": "{{ groups.__globals__ }}",
    "reaches globals of a call's init": "{{ groups.__init__.__globals__['os'].popen('id') }}",
    "reaches the record of a result": "{{ groups()._record }}",
    "reaches the findings of an indicator": "{{ goals()[0].indicators[0]._record }}",
    "reaches the template itself": "{{ self._TemplateReference__context }}",
    "reaches the environment": "{{ self.__init__.__globals__ }}",
    "uses a lost global": "{{ lipsum.__globals__ }}",
    "uses cycler": "{{ cycler.__init__.__globals__.os }}",
    "uses range": "{% for n in range(999999999) %}x{% endfor %}",
    "formats a text by its parts": "{{ '{0.__class__}'.format(groups) }}",
    "formats a text by percent": "{{ '%999999999d' % 1 }}",
    "multiplies a text": "{{ 'a' * 999999999 }}",
    "raises to a power": "{{ 9 ** 999999999 }}",
    "joins a call to a text": "{{ groups ~ '' }}",
    "shows where a thing is in memory": "{{ groups|string }}",
    "shows where a method is in memory": "{{ ''.upper }}",
    "prints a thing": "{{ goals()|pprint }}",
    "imports another template": "{% import 'x' as y %}",
    "extends another template": "{% extends '/etc/passwd' %}",
    "includes a file of the system": "{% include '/etc/passwd' %}",
    "includes a file above": "{% include '../../../dossier.yaml' %}",
    "includes itself": "{% include 'mine.md.j2' %}",
    "defines a macro that calls itself": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "loops into itself": "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "does": "{% do groups() %}",
    "switches autoescape off": "{% autoescape false %}{{ '<b>' }}{% endautoescape %}",
    "nests brackets 20,000 deep": "{{ " + "(" * 20_000 + ")" * 20_000 + " }}",
    "nests not 20,000 deep": "{{ " + "not " * 20_000 + "1 }}",
    "nests loops 300 deep": "{% for a in [1] %}" * 300 + "{% endfor %}" * 300,
    "writes a number of 5,000 digits": "{{ " + "9" * 5_000 + " }}",
    "places a million marks": nested(6, "{{ 'x' }}"),
    "writes ten million characters": nested(7, "x"),
    "places HTML": "<script>alert(1)</script>",
    "places a link that is a program": "[a](javascript:alert(1))",
    "hands a list where a text belongs": "{{ indicator([[1]]) }}",
    "hands a call to a call": "{{ indicator(groups) }}",
    "hands a Goal to a call": "{{ indicator(goals()[0]) }}",
    "changes a list while looping": "{% set a = [1] %}{% for b in a %}{{ a.pop() }}{% endfor %}",
    "formats a message with attributes": "{{ _('{x.__class__}', x='a') }}",
    "formats a message to a great width": "{{ _('{x:999999999}', x='a') }}",
    "names what is not there": "{{ nobody }}",
    "ends in the middle": "{% for a in",
    "is no text": "\x00\x01\x02{{",
}


@pytest.mark.parametrize("template", REFUSED.values(), ids=REFUSED)
def test_a_template_that_does_more_than_place_is_refused_at_its_line(
    template: str, tmp_path: Path
) -> None:
    found = [p for p in problems_of(brought(tmp_path, template)) if p.code != "TXT001"]

    assert {p.code[:3] for p in found if p.severity == "error"} <= {"TPL", "PRO", "VAL"}
    if "{x" not in template:  # the message is shown as it is: what is in braces is a name only
        assert found
    assert not any("0x" in p.what or "Traceback" in p.what for p in found)


ENDLESS = {
    "loops ten billion times in silence": nested(12, "{% set b = 1 %}"),
    "hands over a list that doubles fifty times": (
        "{% set a = [1, 2] %}" + "{% set a = [a, a] %}" * 50 + "{{ indicator(a) }}"
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("template", ENDLESS.values(), ids=ENDLESS)
def test_a_template_without_end_is_stopped_and_named(template: str, tmp_path: Path) -> None:
    found = problems_of(brought(tmp_path, template))

    assert [(p.code, p.where.path) for p in found if p.code != "PRO007"] == [
        ("TPL004", "templates/sections/mine.md.j2")
    ]


OUTLINES = {
    "an alias of itself": "title: &a [*a]\nsections: []\n",
    "aliases of aliases": "sections: []\nt: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n"
        for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
    ),
    "a Python object": "title: !!python/object/apply:os.system [id]\nsections: []\n",
    "brackets 5,000 deep": "title: x\nsections: " + "[" * 5_000,
    "a megabyte": "title: x\nsections: [" + "a, " * 350_000 + "a]\n",
    "a template outside": "title: x\nsections:\n  - {id: a, title: A, template: ../a}\n",
    "an absolute template": "title: x\nsections:\n  - {id: a, title: A, template: /etc/passwd}\n",
    "a section id that climbs": "title: x\nsections:\n  - {id: ../../x, title: A}\n",
    "no outline at all": "\x89PNG\r\n\x1a\n" * 20,
    "a list of nothing": "- - - -\n",
}


@pytest.mark.parametrize("outline", OUTLINES.values(), ids=OUTLINES)
def test_an_outline_is_data_and_read_within_limits(outline: str, tmp_path: Path) -> None:
    found = problems_of(brought(tmp_path, "x", outline))

    assert any(p.code[:3] in {"OUT", "TPL", "DOS"} for p in found)


@pytest.mark.parametrize("name", ["../lnob", "/etc/passwd", "a/b", "..", "x" * 5000])
def test_the_name_of_an_outline_is_no_path(name: str, tmp_path: Path) -> None:
    root = a_dossier(tmp_path, {"dossier.yaml": settings_with(outline=json.dumps(name))})

    assert {p.code for p in problems_of(root)} & {"OUT001", "YML001"}


def confined(folder: Path, body: str) -> tuple[bytes, Fault | None]:
    module = folder / "module.py"
    module.write_text(
        f"import os, socket, subprocess, sys\ndef make_ready(): pass\n"
        f"def answer(given, stream):\n    {body}\n",
        encoding="utf-8",
    )
    answer = run_confined(module, b"given", seconds=1, megabytes=256)
    return answer.content, answer.fault


ESCAPES = {
    "opens a file": "stream.write(open('/etc/hostname', 'rb').read())",
    "opens a file by number": "os.close(0); stream.write(os.read(os.open('/etc/hostname', 0), 9))",
    "opens a connection": "socket.socket(); stream.write(b'x')",
    "starts a process": "stream.write(subprocess.check_output(['/bin/echo', 'x']))",
    "lists a folder": "stream.write(repr(os.listdir('/')).encode())",
    "raises its own limits": (
        "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (9, 9)); stream.write(b'x')"
    ),
}


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such limits")
@pytest.mark.parametrize("body", ESCAPES.values(), ids=ESCAPES)
def test_even_outside_the_sandbox_a_template_gets_nothing(body: str, tmp_path: Path) -> None:
    if "setrlimit" in body and os.geteuid() == 0:
        body = "raise OSError"  # root may raise limits: nobody should build as root
    assert confined(tmp_path, body) == (b"", Fault.CRASH)


def test_a_confined_process_has_no_environment_and_only_what_it_was_given(tmp_path: Path) -> None:
    content, fault = confined(tmp_path, "stream.write(repr((given, dict(os.environ))).encode())")

    assert fault is None
    assert b"HOME" not in content
    assert b"PATH" not in content
    assert b"b'given'" in content


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("while True: pass", Fault.TIME),
        pytest.param("import time; time.sleep(60)", Fault.TIME, marks=pytest.mark.slow),
        ("bytearray(10**9)", Fault.MEMORY),
        ("[stream.write(bytes(10**6)) for _ in range(100)]", Fault.SIZE),
        ("os.kill(os.getpid(), 11)", Fault.CRASH),
        ("os._exit(0)", None),
    ],
)
def test_the_end_of_a_confined_process_is_told_apart(
    body: str, fault: Fault | None, tmp_path: Path
) -> None:
    assert confined(tmp_path, body)[1] is fault


def test_an_answer_that_is_no_answer_is_a_crash_of_the_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "def make_ready(): pass\ndef answer(given, stream): stream.write(b'{\"text\": 1}\\n')\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(sandbox, "__file__", str(module))
    found = problems_of(brought(tmp_path, "x"))

    assert [p.code for p in found if p.code != "PRO007"] == ["TPL004"]


def test_templates_that_are_compiled_once_give_each_rendering_its_own_marks() -> None:
    sources = {"a": "{{ one() }}{% if bad is defined %}{{ bad }}{% endif %}", "b": "{{ none() }}"}
    compiled = sandbox.Templates(sources)
    first = compiled.render("a", ["one"], [])
    assert "fault" in compiled.render("a", ["one", "bad"], [])
    assert "fault" in compiled.render("b", ["one"], [])
    again = compiled.render("a", ["one"], [])
    assert first == again == sandbox.render("a", sources, ["one"], [])
    assert [record["call"] for record in again["values"]] == ["one"]


@pytest.mark.parametrize("name", ["marks of this text", "marks"])
def test_a_template_cannot_reach_its_marks(name: str) -> None:
    for template in (f"{{{{ {name} }}}}", f"{{{{ self['{name}'] }}}}"):
        assert "fault" in sandbox.render("a", {"a": template}, ["one"], [])
