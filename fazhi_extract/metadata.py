"""Who wrote the report, when, for whom: title, issuer, year, dates, region."""

from __future__ import annotations

from .facts import DATE, DIGITS, NUMBER, NUMBER_LINE, REPORT, YEAR, Found, iso_date
from .models import Metadata, Section
from .normal import normalise, without_titles
from .page_fields import has_field, opens_with_field, read_page_fields
from .patterns import pattern
from .places import find
from .records import record
from .sections import BODIES, SEAL, is_closing_line

_TITLE_END = pattern(
    r"(?:报\s*告|总\s*结|情\s*况|汇\s*报|年\s*报)\s*(?:\([^()\n]{1,16}\)|〔[^〕\n]{1,10}〕)?\s*$"
)


_ORGAN_LINE = pattern(
    rf"^(?:中共)?[\u4e00-\u9fff()、]{{2,40}}?(?:人民政府(?:办公室)?|委员会(?:办公室)?|政府|{BODIES}|街道|[镇乡]|[\u4e00-\u9fff]{{2,8}}[省市县区旗州盟]委)$"
)
_SETS_ABOUT = (
    "以|坚持|在|认真|深入|严格|全面|党(?=委|政|工|组|的|建)|的|始终|紧[紧扣盯密贴]|持续|按|高[度位质标站举效]|积极|围绕|切实|,|、|法治"
    "|扎实|根据|把|立足|聚[焦力]|牢[固牢记]|依[法照托据]|统[筹一]|强化|贯彻|不断|大力|推[进动行]|为(?!民)"
)
"""What follows an organ that is spoken of first; 大 alone may begin another name: 临江市大栗子街道."""
_NOUN = pattern(
    rf"(?:中共)?(?P<place>[\u4e00-\u9fff]{{1,20}}?(?:镇|乡|街道办事处|街道|县|区|市|旗|苏木|办事处|局|厅|委|管委会|地区|州|盟))(?P<organ>党委、?(?:人民)?政府|党委|党工委、?办事处|党工委|人民政府|政府|办事处)?(?={_SETS_ABOUT})"
)
_SKIP_PLACE = pattern(
    r"^(?:我|全|本|各|该|省|县|区|市|镇|乡|国家|中央|上级|有关|按照|根据|在|为|年|贯彻|关于|以|全面|深入)|[、和与及]|(?:省|市|县|区|州)委$|领导"
    r"|^(?:争创|创建|邀请|组织|参加|召开|举办|开展|通过|检查|坚持|专题|统筹|带队|备案|.[局厅委]$)|.{2}(?<!天)全[市县区旗镇乡州盟]$"
    r"|^(?:城区|山区)$|(?:乡镇|社区|园区|辖区|景区|集市|超市)$|(?:[镇乡县区市旗]|街道|苏木)(?:以|地处)|进驻"
)
_ZONE = "(?:风景|景|名胜|度假|旅游|开发|经开|高新|园|管理|示范|合作|保税|试验|实验|保护|工业|产业|集聚|聚集|集中|功能|经济|片)"
_LEVELS = [
    (pattern(r"街道|街办"), "subdistrict"),
    (pattern(r"(?:镇|乡|苏木)(?:人民政府|政府|党委|委员会|$|人民)"), "township"),
    (pattern(rf"{_ZONE}区$|(?:{_ZONE}|新)区(?:管委会|管理委员会)$"), "zone"),
    (pattern(r"[县旗区]委$"), "county"),
    (pattern(r"[市州盟]委$"), "prefecture"),
    (pattern(r"省委$"), "province"),
    (pattern(r"(?:局|厅|委员会|委|办公室|院|中心|队|所|管理处)$"), "department"),
    (pattern(r"(?:县|旗)(?:人民政府|政府|$)"), "county"),
    (pattern(r"区(?:人民政府|政府|$)"), "county"),
    (pattern(r"(?:市|州|盟|地区)(?:人民政府|政府|$)"), "prefecture"),
    (pattern(r"(?:省|自治区)(?:人民政府|政府|$)"), "province"),
]
_ADDRESSEE = pattern(
    r"[\u4e00-\u9fff、,(). ]{0,38}(?:委|政府|局|厅|办|办公室|人大|委员会|领导小组|常委会|党委|党组|公室|机关|单位)(?:\)|\(.{1,12}\))?"
)

_LEADING_ADDRESSEE = pattern(r"([^,。:;]{2,40}): ")
_TEXT_SIGN = pattern(r"[。,:;|]")
_DATE_LINE = pattern(rf"{YEAR}[-/.]")
_HAS_ORGAN = pattern(r"(?:关于)?.{0,30}(?:[镇乡县区市局厅委办]|街道|人民政府|办事处|委员会)")
_ORGAN_ON = pattern(r"[\u4e00-\u9fff、 ]{2,30}(?:政府|委员会|办事处|局|厅|党委|[县市区]委|办公室) *关于")
_ENDS_IN_ORGAN = pattern(r"(?:政府|委员会|办事处|局|党委|关于|[镇乡])$")
_STOP = pattern(r"[。;]")
_AS_FOLLOWS = pattern(r"(?:报告|情况|汇报)如下")
_YEAR_LINE = pattern(rf"\({YEAR}年度?\)")
_BLANK_IN_ORGAN = pattern(r"(?<=[镇乡县区市]) (?=人民)")
_TITLE_YEAR = pattern(rf"({YEAR})(?=\s*年|\D)")
_CHINESE_YEAR = pattern(r"(二[〇零][〇零一二三四五六七八九]{2})\s*年")
_TITLE_ORGAN = pattern(
    rf"\s*(?:关于(?=\s*{YEAR}))?(?:(?:{YEAR}|二\w\w\w(?=年))\s*年度?)?(?P<organ>(?:中共)?[\u4e00-\u9fff\s]+?(?:人民\s*政府(?:办公室)?|街道\s*办事处|政府|{BODIES}|[县市区旗州]委|街道|[镇乡县旗]|区(?!域)|市(?!场)))\s*(?=关\s*于|{YEAR}|二\w\w\w年|年度|法\s*治|推\s*进|依\s*法)"
)
# From the first of the blanks on and never back (*+), so that thousands of empty lines are read once.
_OPENING_YEAR = pattern(rf"(?:^|(?<!\s)[^\S\n]*+\n)\s*+(?:一年来,)?({YEAR})\s*年")
_LONE_YEAR = pattern(rf"(?<![-—至到])({YEAR})\s*年(?![-—至到])")
_TIME_BEFORE = pattern(rf"^(?:{YEAR}年度?,?|今年,?|年度?(?=.{{2}})|来|,)*")
_YEAR_BEFORE = pattern(rf"^{YEAR}年度?")
_PLACE_END = pattern(r"(?:镇|乡|县|区|市|旗|苏木|州|盟|省|鎮|鄉|縣|區)$")
_ZONE_END = pattern(rf"{_ZONE}区$")
"""What is run by a 管委会 of some name, not by a 人民政府."""
_PARTY = pattern(r"^(?:中共|中国共产党)")
_REGION_END = pattern(
    r"人民政府|政府|委员会|党委|党工委|工委|(?<=[省市县区旗州盟镇乡])委|办事处|司法局|关于|20\d\d年"
)
_SENTENCE_SIGN = pattern(r"[。,]")
_NOW_REPORTED = pattern(rf"现[将就]\D{{0,30}}?({YEAR})\s*年")
_YEAR_OF = pattern(rf"({YEAR})\s*年")


@record
class _Line:
    start: int
    end: int
    shadow: str


def read_metadata(
    text: str, shadow: str, sections: list[Section]
) -> tuple[Metadata, dict[str, tuple[int, int]]]:
    """Return the metadata and the place of each value in the text."""
    found = Found()
    first_heading = next((s.start for s in sections if s.kind == "heading"), len(shadow))
    head = _lines(shadow, 0, first_heading)
    preamble_at = _title_and_head(text, shadow, head, found)
    signature = next((s for s in sections if s.role == "signature"), None)
    if signature:
        _signature(text, shadow, signature, found)
    _below_title(text, head, preamble_at, found)
    read_page_fields(text, shadow, min(first_heading, 1500), found)
    _year(shadow, sections, preamble_at, first_heading, found)
    _issuer(text, shadow, preamble_at, first_heading, found)
    _region(found)
    _level(found)
    found.values.pop("publisher", None)
    found.spans.pop("publisher", None)
    metadata = Metadata(**found.values)
    return metadata, dict(sorted(found.spans.items(), key=lambda item: item[1]))


def _lines(shadow: str, start: int, end: int) -> list[_Line]:
    lines, at = [], start
    while at < end:
        stop = shadow.find("\n", at, end)
        stop = end if stop < 0 else stop
        stripped = shadow[at:stop].strip()
        if stripped:
            offset = at + len(shadow[at:stop]) - len(shadow[at:stop].lstrip())
            lines.append(_Line(offset, offset + len(stripped), stripped))
        at = stop + 1
    return lines


def _title_and_head(text: str, shadow: str, head: list[_Line], found: Found) -> int:
    """Find title, document number and addressee among the head's lines; return where the preamble begins."""
    preamble_at = head[0].start if head else 0
    titles: list[tuple[int, int]] = []
    for index, line in enumerate(head[:40]):
        if (
            opens_with_field(line.shadow.lstrip("•-· "))
            or line.shadow.startswith(("[", "|", "- ["))
            or ">" in line.shadow
        ):
            continue
        if "号" in line.shadow and (numbered := NUMBER_LINE.fullmatch(line.shadow)):
            low, high = line.start + numbered.start(1), line.start + numbered.end(1)
            found.put("document_number", "".join(text[low:high].split()), low, high)
        elif len(line.shadow) <= 90 and _TITLE_END.search(line.shadow):
            span = _whole_title(head, index)
            if span:
                titles.append(span)
        elif line.shadow.endswith(":") and _ADDRESSEE.fullmatch(line.shadow[:-1]):
            name = "".join(text[line.start : line.end - 1].split())
            found.put("addressee", name, line.start, line.end - 1)
        elif len(line.shadow) > 40 and _SENTENCE_SIGN.search(line.shadow):
            preamble_at = line.start
            if not titles:
                preamble_at = _glued_head(text, line, titles, found)
            if not titles:
                preamble_at = _title_behind_a_letter(head, index, titles) or preamble_at
            break
    named = [t for t in titles if _NAMES_ORGAN.match(shadow[t[0] : t[1]].replace(" ", ""))]
    if titles:
        start, end = (named or titles)[0]
        label = _LABEL.match(shadow, start, end)
        start = label.end() if label else start
        found.put("title", "".join(text[start:end].split()).replace("\u200b", ""), start, end)
    return preamble_at


_NAMES_ORGAN = pattern(
    rf"(?:【[^】]*】)?(?:{YEAR}年度?)?(?!关于)[\u4e00-\u9fff]{{2,}}?(?:[镇乡县区市州旗局厅委办]|街道|人民政府|办事处|委员会)"
)
_LABEL = pattern(r"\s*(?:【[^】]*】)?\s*")
_GLUED_TITLE = pattern(r"[^,。;:]{6,60}?(?:报告|总结) +(?=\S)")


def _glued_head(text: str, line: _Line, titles: list[tuple[int, int]], found: Found) -> int:
    """Read a head that stands on one line with the preamble: title, addressee, text."""
    at = 0
    title = _GLUED_TITLE.match(line.shadow)
    if title and REPORT.search(title[0]):
        titles.append((line.start, line.start + len(title[0].rstrip())))
        at = title.end()
    addressee = _LEADING_ADDRESSEE.match(line.shadow, at, at + 60)
    if title and addressee and _ADDRESSEE.fullmatch(addressee[1]):
        start = line.start + at
        found.put("addressee", text[start : start + len(addressee[1])], start, start + len(addressee[1]))
        at += addressee.end()
    return line.start + at


def _title_behind_a_letter(head: list[_Line], letter: int, titles: list[tuple[int, int]]) -> int | None:
    """Find a title that stands behind a covering letter; return where the text behind it begins."""
    for index in range(letter + 1, min(len(head), letter + 8)):
        line = head[index]
        if len(line.shadow) <= 60 and _TITLE_END.search(line.shadow) and (span := _whole_title(head, index)):
            titles.append(span)
            return head[index + 1].start if index + 1 < len(head) else None
    return None


def _whole_title(head: list[_Line], last: int) -> tuple[int, int] | None:
    """Join the lines of a title that ends on line ``last``; None if it is no report's title."""
    first = last
    joined = head[last].shadow
    while first > 0 and last - first < 4:
        above = head[first - 1]
        if (
            len(above.shadow) > 40
            or _TEXT_SIGN.search(above.shadow)
            or has_field(above.shadow)
            or ("号" in above.shadow and NUMBER.search(above.shadow))
            or _DATE_LINE.match(above.shadow)
            or _TITLE_END.search(above.shadow)
        ):
            break
        complete = REPORT.search(joined) and _HAS_ORGAN.match(joined) and not joined.startswith("关于")
        if complete and not (
            _ENDS_IN_ORGAN.search(above.shadow) and _ORGAN_ON.match(joined.replace(" ", ""))
        ):
            break  # the letterhead above 清溪镇2024年…报告 is none of the title
        first -= 1
        joined = above.shadow + joined
    if not REPORT.search(joined.replace(" ", "")) or _STOP.search(joined):
        return None
    if _AS_FOLLOWS.search(joined):
        return None
    if last + 1 < len(head) and _YEAR_LINE.fullmatch(head[last + 1].shadow):
        last += 1
    return head[first].start, head[last].end


def _signature(text: str, shadow: str, section: Section, found: Found) -> None:
    organs: list[_Line] = []
    dated = False
    printed: tuple[str, int, int] | None = None
    for line in _lines(shadow, section.start, section.end):
        compact = "".join(line.shadow.split())
        if is_closing_line(compact):
            if organs and _PRINTED_ON.match(compact) and organs[-1].shadow.endswith("办公室"):
                organs.pop()  # who printed it stands on the line before the day
            if printed is None and (day := DATE.match(line.shadow)) and (on := iso_date(day)):
                printed = on, line.start + day.start(), line.start + day.end()
            continue
        date = DATE.search(line.shadow)
        if date:
            iso = iso_date(date)
            if iso:
                found.put("issued_on", iso, line.start + date.start(), line.start + date.end())
            rest = _SEALED.sub("", line.shadow[: date.start()].strip())
            if rest and _ORGAN_LINE.match("".join(rest.split())):
                organs.append(_Line(line.start, line.start + len(rest), rest))
            dated = dated or bool(organs)
        elif not dated and _ORGAN_LINE.match(_SEALED.sub("", compact)):
            rest = _SEALED.sub("", line.shadow)
            organs.append(_Line(line.start, line.start + len(rest), rest))
    if printed:
        found.put("issued_on", *printed)  # where no other day is told
    if organs:
        start, end = organs[0].start, organs[-1].end
        if organs[-1].start - organs[0].start < 80:
            issuer = " ".join(_in_one(text[o.start : o.end]) for o in organs)
            found.put("issuer", _BLANK_IN_ORGAN.sub("", issuer), start, end)


_SEALED = pattern(rf"(?<!\s)\s*+{SEAL}$")
_PRINTED_ON = pattern(rf"(?:{YEAR}|[〇零一二三四五六七八九]{{4}})年.{{3,9}}印发")


def _in_one(organ: str) -> str:
    """Return the name of an organ without the blanks that only space it out: 石 门 镇 人 民 政 府."""
    parts = organ.split()
    return ("" if all(len(part) == 1 for part in parts) else " ").join(parts)


_BELOW = 60
"""Within so many characters below the title its organ and day are looked for where the text is short."""


def _below_title(text: str, head: list[_Line], preamble_at: int, found: Found) -> None:
    """Read whose report it is and of which day, if that stands on lines of their own below its title."""
    title = found.spans.get("title")
    if title is None:
        return
    bound = preamble_at if preamble_at > title[1] else title[1] + _BELOW
    below = [line for line in head if title[1] <= line.start < bound][:2]
    for line in below:
        date = DATE.fullmatch(line.shadow.strip("() "))
        if date and (iso := iso_date(date)) and (line.shadow.startswith("(") or date[1] or date[4]):
            found.put("issued_on", iso, line.start, line.end)
        elif _ORGAN_LINE.match("".join(line.shadow.split())) and not _TITLE_ORGAN.match(
            "".join(text[slice(*title)].split())
        ):
            found.put("issuer", "".join(text[line.start : line.end].split()), line.start, line.end)


def _year(shadow: str, sections: list[Section], preamble_at: int, first_heading: int, found: Found) -> None:
    title = found.spans.get("title")
    if title:
        year = _TITLE_YEAR.search(shadow[title[0] : title[1]] + " ")
        if year is None and "年" in shadow[title[0] : title[1]]:
            year = _CHINESE_YEAR.search(shadow[title[0] : title[1]])
        if year:
            written = int(year[1].translate(DIGITS))
            found.put("report_year", written, title[0] + year.start(1), title[0] + year.end(1))
            return
    now = _NOW_REPORTED.search(shadow, preamble_at, first_heading)
    if now:
        found.put("report_year", int(now[1]), *now.span(1))
        return
    opening = _OPENING_YEAR.search(shadow[preamble_at:first_heading])
    if opening is None:
        for section in sections:
            if (
                section.kind == "heading"
                and section.level == 1
                and section.role in ("achievements", "first_responsible_person", "problems")
            ):
                inside = _YEAR_OF.search(shadow, section.start, section.heading_end)
                if inside:
                    found.put("report_year", int(inside[1]), *inside.span(1))
                    return
    if opening:
        found.put(
            "report_year", int(opening[1]), preamble_at + opening.start(1), preamble_at + opening.end(1)
        )
        return
    bare = without_titles(shadow[preamble_at : first_heading if first_heading > preamble_at else None])
    for year in _LONE_YEAR.finditer(bare):
        found.put("report_year", int(year[1]), preamble_at + year.start(1), preamble_at + year.end(1))
        return
    plan = next((s for s in sections if s.kind == "heading" and s.role == "next_year_plan"), None)
    if plan:
        inside = _YEAR_OF.search(shadow, plan.start, plan.heading_end)
        if inside:
            found.put("report_year", int(inside[1]) - 1, *inside.span(1))


def _issuer(text: str, shadow: str, preamble_at: int, first_heading: int, found: Found) -> None:
    if "issuer" in found.values:
        return
    title = found.spans.get("title")
    if title:
        joined = shadow[title[0] : title[1]]
        organ = _TITLE_ORGAN.match(joined)
        if organ:
            start, end = title[0] + organ.start("organ"), title[0] + organ.end("organ")
            if shadow.startswith("关于", start):
                start += 2  # 关于平阳街道2025年度法治政府建设情况的报告
            written = "".join(text[start:end].split())
            found.put("issuer", _full_name(written), start, end)
            return
    body = shadow[preamble_at : first_heading if first_heading > preamble_at else len(shadow)]
    for match in _NOUN.finditer(body):
        place = match["place"]
        if not (place[0] in "来年" and _is_place(place)):  # 来安县
            place = _TIME_BEFORE.sub("", place)
        start = match.start("place") + len(match["place"]) - len(place)
        counted = body[start - 1 : start].isdecimal()  # 12个乡镇, 3名干部获评全市…
        if counted or len(place) < 2 or (_SKIP_PLACE.search(place) and not _is_place(place)):
            continue
        end = match.end("place")
        found.put("issuer", _full_name(place), preamble_at + start, preamble_at + end)
        return
    for name in ("publisher", "source"):
        span = found.spans.get(name)
        if (
            span
            and _ORGAN_LINE.match(shadow[span[0] : span[1]])
            and not _SKIP_PLACE.search(shadow[span[0] : span[1]])
        ):
            found.put("issuer", _full_name(text[span[0] : span[1]]), *span)
            return


def _is_place(name: str) -> bool:
    """Say whether a name that looks like other words is a place's after all: 和平区, 市中区, 永和镇."""
    return len(name) > 2 and any(place.exact for place in find(name))


def _full_name(written: str) -> str:
    """Give a place that is named alone its organ: 镇 + 人民政府, 街道 + 办事处."""
    if written.endswith("街道"):
        return written + "办事处"
    if _PLACE_END.search(written) and not _ZONE_END.search(written):
        return written + "人民政府"
    return written


_REGION_PART = pattern(
    r"(?![我本全各该某][省市县区镇乡])(?:[\u4e00-\u9fff](?:县(?![区市镇乡街渡])|(?<=[城郊矿港东西南北])区(?!街道|镇)|[镇乡]$)|[\u4e00-\u9fff]{2,14}?"
    r"(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|地区|盟|州|县|区|旗|街道|镇(?!市)|乡(?!族)|苏木))"
)
"""积石山保安族东乡族撒拉族自治县 is the longest, 和县 and 郊区 are the shortest; 景德镇市 is no 镇."""


_BETWEEN_PLACES = pattern(r"人民政府(?=[\u4e00-\u9fff]{2,8}(?:街道|地区办事处))")
"""朝阳区人民政府望京街道办事处: the office of a district in a part of it."""


def _region(found: Found) -> None:
    longest: list[str] = []
    for name in ("issuer", "source", "title"):
        value = found.values.get(name)
        if not isinstance(value, str):
            continue
        bare = _PARTY.sub("", value.split(" ")[-1])
        bare = _YEAR_BEFORE.sub("", bare)
        if "政府" in bare and "办事处" in bare:
            bare = _BETWEEN_PLACES.sub("", bare)
        plain = normalise(bare)
        head = _REGION_END.split(plain)[0]
        parts = [bare[part.start() : part.end()] for part in _REGION_PART.finditer(head)]
        if len(parts) > len(longest):
            longest = found.values["region"] = parts
            found.spans["region"] = found.spans[name]


def _level(found: Found) -> None:
    issuer = found.values.get("issuer")
    if not isinstance(issuer, str):
        return
    last = normalise(issuer.split(" ")[-1])
    for ending, level in _LEVELS:
        if ending.search(last):
            found.put("level", level, *found.spans["issuer"])
            return
