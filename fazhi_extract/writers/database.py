"""SQLite: one file of tables with keys, views and a search over the sentences that prove the figures.

Every report is one transaction, so that a kill at any moment leaves whole
reports only. Whatever the order in which reports come, they get the same rows:
a report's number is made from its path.

``evidence_search`` finds any three characters or more: ``MATCH '"矛盾纠纷"'``. It
knows nothing shorter: look for one or two characters with ``LIKE '%调解%'`` in
``evidence`` itself, which reads all of it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..errors import FazhiError, ReadError
from ..models import Number, Report
from ..rules import RuleSet, builtin_rules
from . import program_version
from .outputs import FigurePlace, Output

SCHEMA_VERSION = "3"
_APPLICATION = "fazhi-extract"
_OLDEST = (3, 34, 0)
"""The first SQLite whose search finds parts of words, as Chinese needs."""

_PAGES_AHEAD = 10_000
"""Pages of 4 KB that wait beside the file before they are put into it: the more, the less is written twice."""
_CACHE = 16_000
"""Kilobytes of the file kept in memory."""

REPORT_COLUMNS = (
    "path", "sha256", "format", "encoding", "chars", "title", "issuer", "region", "division_code", "level",
    "report_year", "issued_on", "published_at", "source", "document_number", "addressee", "rules_version",
)  # fmt: skip
SECTION_COLUMNS = (
    "id", "kind", "level", "number", "title", "role", "start", "heading_end", "end", "parent",
)  # fmt: skip
OBSERVATION_COLUMNS = (
    "id", "metric", "value", "value_max", "qualifier", "unit", "relation", "part_of", "status", "period", "text",
    "start", "end", "section", "rule", "review", "decision", "evidence_start", "evidence_end", "evidence",
)  # fmt: skip
METRIC_COLUMNS = (
    "metric", "value", "value_max", "qualifier", "unit", "how", "status", "relation", "period", "observations",
)  # fmt: skip
FINDING_COLUMNS = ("code", "severity", "message", "start", "end", "observations")

_SCHEMA = Path(__file__).with_name("database.sql")

_STATED = "status = 'actual' AND relation NOT IN ('previous', 'change', 'per_unit')"
"""What counts as said of the year, as in the wide table (``stated`` in tables.py)."""


def _wide(ids: Iterable[str]) -> str:
    """Return the view with one row a report and one column a metric."""
    columns = [
        f"(SELECT value FROM report_metrics WHERE report = r.id AND metric = '{metric}' AND {_STATED})"
        f' AS "{metric}"'
        for metric in ids
    ]
    heads = "r.path, r.title, r.issuer, r.region, r.report_year, r.issued_on"
    return "CREATE VIEW wide AS SELECT " + ",\n".join([heads, *columns]) + "\nFROM reports r"


def render(report: Report) -> dict[str, Any]:
    """Return a report's rows of all tables as what JSON can hold; the names of their cells are above."""
    source, m = report.source, report.metadata
    rows: dict[str, Any] = {
        "report": [
            source.path or "", source.sha256, source.format, source.encoding, source.chars, m.title, m.issuer,
            "/".join(m.region) or None, m.division_code, m.level, m.report_year, m.issued_on, m.published_at,
            m.source, m.document_number, m.addressee, report.rules_version,
        ],
        "sections": [
            [s.id, s.kind, s.level, s.number, s.title, s.role, s.start, s.heading_end, s.end, s.parent]
            for s in report.sections
        ],
        "observations": [
            [
                o.id, o.metric, _number(o.value), _number(o.value_max), o.qualifier, o.unit, o.relation, o.part_of,
                o.status, o.period, o.text, o.start, o.end, o.section, o.rule, "; ".join(o.review) or None,
                o.decision, o.evidence.start, o.evidence.end, o.evidence.text,
            ]
            for o in report.observations
        ],
        "metrics": [
            [
                metric, _number(v.value), _number(v.value_max), v.qualifier, v.unit, v.how, v.status, v.relation,
                v.period, v.observations,
            ]
            for metric, v in report.metrics.items()
        ],
        "findings": [
            [f.code, f.severity, f.message, *(f.span or (None, None)), json.dumps(f.spans), f.observations]
            for f in report.checks
        ],
    }  # fmt: skip
    rows["digest"] = hashlib.sha256(repr(rows).encode("utf-8", "backslashreplace")).hexdigest()
    return rows


def _number(value: Number | None) -> Number | None:
    """Return a number that fits into the 64 bits of an integer cell, or else as a floating one."""
    return float(value) if isinstance(value, int) and not -(2**63) <= value < 2**63 else value


def storable(value: Any) -> Any:
    """Return a text, or lists of texts, in which everything is a character.

    A file name need not be one on every system: what cannot be stored is spelt out (``\\udcc4``).
    """
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return [storable(v) for v in value] if isinstance(value, list) else value


class Database:
    """A database file that takes reports one after the other; made if it is not there.

    ``made_with`` stands for what the reports to come depend on besides the program. Raises
    FazhiError if the file is something else or cannot be written.
    """

    def __init__(self, path: Path, rules: RuleSet | None = None, made_with: str = "") -> None:
        self._made_with = made_with
        if sqlite3.sqlite_version_info < _OLDEST:
            needed, here = ".".join(map(str, _OLDEST)), sqlite3.sqlite_version
            raise FazhiError(f"--db needs SQLite {needed} and this Python has {here}: use a newer Python")
        self._path = path
        self._metrics = (rules or builtin_rules()).metrics
        with self._failing():
            self._connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        try:
            self._open()
        except BaseException:
            self._connection.close()
            raise

    def _open(self) -> None:
        run = self._connection.execute
        with self._failing():
            new = self._is_new()
            run("PRAGMA journal_mode = WAL")
            run("PRAGMA synchronous = NORMAL")
            run(f"PRAGMA wal_autocheckpoint = {_PAGES_AHEAD}")
            run(f"PRAGMA cache_size = -{_CACHE}")
            run("PRAGMA foreign_keys = ON")
            with self._transaction():
                if new and self._is_new():  # another run may have made it meanwhile
                    self._make()
                self._fill_metrics()

    def _is_new(self) -> bool:
        """Tell whether the file is empty; raises FazhiError if it is no database of this program."""
        run = self._connection.execute
        try:
            if run("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
                return True
            meta = dict(run("SELECT key, value FROM meta").fetchall())
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and "no such" not in str(error):
                raise  # locked or unreadable, not foreign
            meta = {}
        if meta.get("application") != _APPLICATION:
            raise FazhiError(f"{self._path} is no database of {_APPLICATION}. Choose another name for it")
        if meta.get("schema_version") != SCHEMA_VERSION:
            raise FazhiError(
                f"{self._path} has the tables of another version of {_APPLICATION} "
                f"({meta.get('schema_version')}; this one writes {SCHEMA_VERSION}). Choose another name for it"
            )
        return False

    def _make(self) -> None:
        # executescript would end the transaction
        statement = ""
        for line in _SCHEMA.read_text("utf-8").splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                self._connection.execute(statement)
                statement = ""
        meta = [("application", _APPLICATION), ("schema_version", SCHEMA_VERSION)]
        self._connection.executemany("INSERT INTO meta VALUES (?, ?)", meta)

    def _fill_metrics(self) -> None:
        """Bring the catalogue and the columns of ``wide`` up to date."""
        run = self._connection.execute
        wanted = {
            m.id: (m.id, m.label, m.group, m.kind, m.combine, m.definition) for m in self._metrics.values()
        }
        stored = {row[0]: row for row in run("SELECT * FROM metrics")}
        self._connection.executemany(
            "INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET label = excluded.label, "
            '"group" = excluded."group", kind = excluded.kind, combine = excluded.combine, '
            "definition = excluded.definition",
            [row for metric, row in wanted.items() if stored.get(metric) != row],
        )
        view = _wide(wanted)
        if run("SELECT sql FROM sqlite_master WHERE name = 'wide'").fetchone() != (view,):
            run("DROP VIEW IF EXISTS wide")
            run(view)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def known(self) -> dict[str, tuple[str, str]]:
        """Return path → (sha256, rules_version) of the reports that are here; paths as by ``storable``."""
        with self._failing():
            rows = self._connection.execute("SELECT path, sha256, rules_version FROM reports")
            return {path: (sha256, version) for path, sha256, version in rows}

    def decided(self) -> list[tuple[str, FigurePlace]]:
        """Return the figures here about which a person decided something, each with its report's path."""
        with self._failing():
            rows = self._connection.execute(
                'SELECT path, sha256, start, "end" FROM observations JOIN reports ON reports.id = report '
                "WHERE decision IS NOT NULL"
            )
            return [(path, (sha256, start, end)) for path, sha256, start, end in rows]

    @property
    def _program(self) -> str:
        return f"{program_version()} {self._made_with}".strip()

    def made_by_this_program(self) -> bool:
        """Say whether all reports here were read by this very program, with the same checks and decisions of persons."""
        with self._failing():
            stored = self._connection.execute("SELECT value FROM meta WHERE key = 'program'").fetchone()
            if stored is None and not self._connection.execute("SELECT 1 FROM reports LIMIT 1").fetchone():
                self.note_program()
                return True
        return stored is not None and stored[0] == self._program

    def note_program(self) -> None:
        """Note that all reports here were read by this program."""
        with self._failing():
            row = ("program", self._program)
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", row)

    def put(self, item: dict[str, Any]) -> None:
        """Store what ``render`` made of a report in place of what was here under its path."""
        try:
            self._put(item)
        except UnicodeEncodeError:
            self._put({name: storable(value) for name, value in item.items()})

    def put_error(self, path: str, reason: str, way_out: str) -> None:
        """Note that a report cannot be read; what an earlier run read under its path goes."""
        row = storable([path, reason, way_out])
        with self._failing(), self._transaction():
            self._connection.execute("DELETE FROM reports WHERE path = ?", row[:1])
            self._connection.execute(
                "INSERT INTO errors VALUES (?, ?, ?) ON CONFLICT (path) "
                "DO UPDATE SET reason = excluded.reason, way_out = excluded.way_out",
                row,
            )

    def _put(self, item: dict[str, Any]) -> None:
        path = item["report"][0]
        run = self._connection.execute
        with self._failing(), self._transaction():
            run("DELETE FROM errors WHERE path = ?", [path])
            stored = run("SELECT id, digest FROM reports WHERE path = ?", [path]).fetchone()
            if stored is not None and stored[1] == item["digest"]:
                return
            if stored is not None:
                run("DELETE FROM reports WHERE id = ?", stored[:1])
            self._insert(stored[0] if stored is not None else self._free(path), item)

    def _free(self, path: str) -> int:
        """Return the number for a new report: as its path says, the next if another path says the same."""
        number = _report_number(path)
        while self._connection.execute("SELECT 1 FROM reports WHERE id = ?", [number]).fetchone():
            number += 1
        return number

    def _insert(self, number: int, item: dict[str, Any]) -> None:
        evidence, observations = _split_evidence(number, item["observations"])
        rows: dict[str, Sequence[Sequence[Any]]] = {
            "reports": [[number, *item["report"], item["digest"]]],
            "sections": [[number, *row] for row in item["sections"]],
            "evidence": evidence,
            "observations": observations,
            "report_metrics": [[number, *row[:-1]] for row in item["metrics"]],
            "report_metric_observations": [[number, row[0], o] for row in item["metrics"] for o in row[-1]],
            "findings": [[number, at, *row[:-1]] for at, row in enumerate(item["findings"], 1)],
            "finding_observations": [
                [number, at, o] for at, row in enumerate(item["findings"], 1) for o in dict.fromkeys(row[-1])
            ],
        }
        for table, values in rows.items():
            if values:
                marks = ", ".join("?" * len(values[0]))
                self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", values)

    def close(self) -> None:
        """Make one file of all that was written and let go of it."""
        run = self._connection.execute
        with closing(self._connection), suppress(sqlite3.Error):  # another program may still be reading
            self._forget_metrics()
            run("PRAGMA wal_checkpoint(TRUNCATE)")
            run("PRAGMA journal_mode = DELETE")

    def _forget_metrics(self) -> None:
        """Remove metrics that the rules no longer have, unless reports read by earlier rules still do."""
        stored = {metric for (metric,) in self._connection.execute("SELECT id FROM metrics")}
        for metric in stored - set(self._metrics):
            self._connection.execute(
                "DELETE FROM metrics WHERE id = :id "
                "AND NOT EXISTS (SELECT 1 FROM observations WHERE metric = :id) "
                "AND NOT EXISTS (SELECT 1 FROM report_metrics WHERE metric = :id)",
                {"id": metric},
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """Say what is wrong with the file in a sentence."""
        try:
            yield
        except sqlite3.Error as error:
            raise FazhiError(
                f"cannot write the database {self._path}: {error}. "
                "Check the folder, its rights and the space left, and whether another program has it open"
            ) from error


_REPORT_BITS = 50
_EVIDENCE_BITS = 13
"""Together the 63 bits of a row's number: the sentences of a report stand together, report after report."""


def _report_number(path: str) -> int:
    """Return a number that depends on nothing but the path; a spreadsheet or a browser holds it exactly."""
    digest = hashlib.sha256(path.encode()).digest()
    return int.from_bytes(digest[:8]) >> (64 - _REPORT_BITS)


def _split_evidence(
    report: int, observations: Sequence[list[Any]]
) -> tuple[list[list[Any]], list[list[Any]]]:
    """Return each sentence once, and the observations with the number of theirs in its place."""
    numbers: dict[tuple[int, int], int] = {}
    evidence, rows = [], []
    for *row, start, end, text in observations:
        number = numbers.get((start, end))
        if number is None:
            number = numbers[start, end] = (report << _EVIDENCE_BITS) + len(numbers)
            evidence.append([number, report, start, end, text])
        rows.append([report, *row, number])
    return evidence, rows


class Form:
    """Hands ``render`` to the workers."""

    wants_text = False

    def render(self, report: Report) -> dict[str, Any]:
        return render(report)


class DatabaseOutput(Output):
    """The database as an output of a batch."""

    def __init__(
        self,
        path: Path,
        *,
        resume: bool,
        rules: RuleSet | None = None,
        made_with: str = "",
        decided: frozenset[FigurePlace] = frozenset(),
    ) -> None:
        self.form = Form()
        self._path, self._decided = path, decided
        self._rules = rules or builtin_rules()
        self._database = Database(path, self._rules, made_with)
        same = self._database.made_by_this_program()
        self._known = self._database.known() if resume and same else {}

    def expect(self, paths: Sequence[str]) -> None:
        """Raise FazhiError where what persons decided about one of the reports would go."""
        here = set(map(storable, paths))
        decided = self._database.decided()
        lost = dict.fromkeys(path for path, place in decided if path in here and place not in self._decided)
        if lost:
            raise FazhiError(
                f"{self._path} holds decisions of persons about {len(lost)} of these reports ({next(iter(lost))}), which would go. "
                f"Use fazhi-extract apply with the corrections that hold them all, or another name"
            )

    def known(self, path: str) -> str | None:
        sha256, version = self._known.get(storable(path), (None, None))
        return sha256 if version == self._rules.version else None

    def put(self, path: str, sha256: str, share: dict[str, Any] | None) -> None:
        if share is not None:
            self._database.put(share)

    def fail(self, error: ReadError) -> None:
        self._database.put_error(error.path, error.reason, error.way_out)

    def finish(self, *, interrupted: bool = False) -> None:
        if not interrupted:
            self._database.note_program()
        self._database.close()

    def abandon(self) -> None:
        self._database.close()
