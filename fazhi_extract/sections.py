"""The sections of a report: its headings, run-in points and blocks, with roles and extents."""

from __future__ import annotations

from .headings import ATTACHED, CN, Mark, find_headings
from .models import Section
from .patterns import pattern
from .points import find_points
from .records import record
from .roles import YearsNamed, is_plan_among_problems, names_part, opens_plan, plan_spans, role_of

_CLOSING_LINE = pattern(
    r"\(?(?:此件|公开|联系|抄送|分送|抄报|主送|附件|审核|编辑|责任|打印|关闭|分享|扫|上一篇|下一篇|版权|主办|承办|协办|技术支持|网站|地址|邮编|电话|传真|主题词|共印|.opyright|©|.?ICP备|.{0,3}公网安备)"
    r"|[-—第]*\d{1,3}[-—页]*$|.{0,60}印发(?:\)|。|,?\(?共印\d+份)*+$"
)


@record
class Outline:
    """What the section stage hands on."""

    sections: list[Section]
    markers: list[tuple[int, int]]
    """Spans of the heading and point numbers."""
    plans: list[tuple[int, int]]
    """Spans of the text that speak of the coming year."""


def outline(text: str, shadow: str) -> Outline:
    """Find headings and points, with levels, roles and extents, in document order."""
    marks = find_headings(text, shadow)
    body_end = _signature_start(shadow, marks)
    sections = _build(text, shadow, marks, body_end)
    markers = [(m.start, m.end) for m in marks if m.number is not None]
    headings = [s for s in sections if s.kind == "heading"]
    points = find_points(text, shadow, headings, [m.end for m in marks], body_end)
    markers += [(p.start, p.start + len(p.number or "")) for p in points]
    merged = _renumber(sections, points)
    plans = plan_spans(shadow, merged)
    _set_planned(merged, plans)
    return Outline(merged, sorted(markers), plans)


def _set_planned(sections: list[Section], plans: list[tuple[int, int]]) -> None:
    """Make parts of the plan of the points and headings that stand in a plan: 下一步将：（一）…"""
    at = reach = 0
    for section in sections:
        while at < len(plans) and plans[at][0] <= section.start:
            reach, at = max(reach, plans[at][1]), at + 1
        role = section.role
        if role is None or role == "next_year_plan" or section.parent is None:
            continue
        if section.start < reach:
            section.role = "next_year_plan"
        elif section.kind == "point" and "+next_year_plan" in role:  # it belongs to the half it stands in
            section.role = role.replace("+next_year_plan", "")


# --- building ---------------------------------------------------------------

_DAY = (
    r"(?:19|20)\d\d *年 *(?:\d{1,2}|元) *月 *\d{1,2} *日|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}"
    rf"|[〇零一二三四五六七八九]{{4}}年(?:{CN}{{1,3}}|元)月{CN}{{1,3}}日"
)
BODIES = "委员会|管委会|办事处|局|厅|党委|党组|党工委|办公室|中心|管理处|院|[支大总中]队|执法队|(?:司法|派出|税务|监管|监督管理)所|[农林牧渔茶]场"
"""What the names of organs end with beside governments."""
SEAL = r"(?:\((?:加?盖章|公章|印章|章)\))?"
_ORGAN_OR_DATE = pattern(
    rf"(?:政府|{BODIES}|街道|[镇乡]|[省市县区旗州盟]委)\)?{SEAL}(?:{_DAY})?$|^(?:{_DAY})$"
)


_ORGAN_BEHIND_TEXT = pattern(
    rf"(?:中共)?[\u4e00-\u9fff]{{2,30}}(?:政府|{BODIES}|街道|[镇乡]){SEAL}(?P<day>{_DAY})?"
)

_LONGEST_TAIL = 60
_LINES_BEHIND, _SHORT = 2, 20
"""So many lines of so few characters may stand behind organ and date: a telephone number, the name of a site."""


def _signature_start(shadow: str, marks: list[Mark]) -> int:
    """Return where the closing lines (organ, date) begin, or the text's end."""
    attached = ATTACHED.search(shadow, shadow.rfind("。") + 1)
    end = attached.start() if attached else len(shadow)
    floor = marks[-1].heading_end if marks else 0
    start = end
    at = end
    behind = 0
    while at > floor:
        line_start = shadow.rfind("\n", 0, at - 1) + 1 if at > 1 else 0
        line = shadow[line_start:at].strip()
        compact = line.replace(" ", "")
        if compact and not is_closing_line(compact):
            if len(compact) <= 40 and "。" not in compact and _ORGAN_OR_DATE.search(compact):
                start = line_start
            else:
                behind += 1
                if start < end or behind > _LINES_BEHIND or len(compact) > _SHORT or compact[-1] in "。;":
                    return _behind_text(shadow, max(line_start, floor), at, dated=start < end) or start
        if line_start <= floor or line_start == 0:
            break
        at = line_start
        if end - at > 400:
            break
    return start


def _behind_text(shadow: str, start: int, end: int, *, dated: bool) -> int | None:
    """Return where organ and day stand behind the last sentence of a line; the day may stand below."""
    at = shadow.rfind("。", start, end) + 1
    if not at or end - at > _LONGEST_TAIL:
        return None
    compact = shadow[at:end].replace(" ", "").strip()
    if not compact or not (dated or compact[-1].isdecimal() or compact[-1] == "日"):
        return None
    tail = _ORGAN_BEHIND_TEXT.fullmatch(compact)
    return at if tail and (dated or tail["day"]) else None


def is_closing_line(compact: str) -> bool:
    """Say whether a line, its blanks left out, is of the foot of a page: who printed it, whose site it is."""
    return _CLOSING_LINE.match(compact) is not None


def _build(text: str, shadow: str, marks: list[Mark], body_end: int) -> list[Section]:
    sections: list[Section] = []
    first = marks[0].start if marks else body_end
    if shadow[:first].strip():
        sections.append(_block("preamble", 0, first))
    roles = _roles(shadow[:first], marks)
    for index, mark in enumerate(marks):
        later = index + 1
        while later < len(marks) and marks[later].level > mark.level:
            later += 1
        end = marks[later].start if later < len(marks) else body_end
        sections.append(
            Section(
                id="",
                kind="heading",
                level=mark.level,
                number=mark.number,
                title=mark.title,
                role=roles[index],
                start=mark.start,
                heading_end=mark.heading_end,
                end=max(end, mark.heading_end),
            )
        )
    if shadow[body_end:].strip():
        sections.append(_block("signature", body_end, len(text)))
    return sections


def _roles(preamble: str, marks: list[Mark]) -> list[str | None]:
    """Return the role of each heading: of its own words, or of what stands above."""
    roles: list[str | None] = []
    years = YearsNamed()
    years.add(preamble)
    current: str | None = None
    plan_or_problem_seen = False
    above: list[tuple[int, str | None]] = []
    for mark in marks:
        own = role_of(mark.plain)
        if mark.number is None:
            own = own or "achievements"  # another report begins
        if mark.level == 1:
            if own in (None, "achievements") and years.next_in(mark.plain):
                own = "next_year_plan"
            years.add(mark.plain)
            if own is None:
                own = current if plan_or_problem_seen else "achievements"
            if mark.number is None or "problems" in (own or "") or "next_year_plan" in (own or ""):
                plan_or_problem_seen = True
            current = own
        while above and above[-1][0] >= mark.level:
            above.pop()
        if mark.level > 1:
            upper = above[-1][1] if above else None
            if (
                own is None
                and upper not in (None, "achievements", "next_year_plan")
                and years.next_in(mark.plain)
            ):
                own = "next_year_plan"
            own = _role_below(upper, own, mark.plain)
        above.append((mark.level, own))
        roles.append(own)
    return roles


def _role_below(above: str | None, own: str | None, title: str) -> str | None:
    """Return the role of a heading that stands below another.

    Only the words that name a statutory part say otherwise than what stands above: 工作成效 or 成效 inside
    a plan is no return to achievements, and 工作思路不清 among the problems is no plan.
    """
    if own not in ("first_responsible_person", "problems", "next_year_plan"):
        return above
    if above is None or "+" in above or (above == "achievements" and own != "next_year_plan"):
        return own
    if names_part(title, own):
        return own
    if own == "next_year_plan":
        inside = is_plan_among_problems if above == "problems" else opens_plan
        return own if inside(title) else above
    return above


def _block(role: str, start: int, end: int) -> Section:
    return Section(id="", kind="block", level=1, title="", role=role, start=start, heading_end=start, end=end)


def _renumber(sections: list[Section], points: list[Section]) -> list[Section]:
    """Merge headings and points in document order; give ids by position, and parents."""
    merged = sorted([*sections, *points], key=lambda s: (s.start, s.kind == "point"))
    counts: dict[str, int] = {}
    path: list[Section] = []
    for section in merged:
        while path and (path[-1].level >= section.level or path[-1].end <= section.start):
            path.pop()
        parent = path[-1].id if path else ""
        if section.role == "preamble":
            section.id = "0"
            continue
        counts[parent] = counts.get(parent, 0) + 1
        section.id = f"{parent}.{counts[parent]}" if parent else str(counts[parent])
        section.parent = parent or None
        if section.kind != "block":
            path.append(section)
    return merged
