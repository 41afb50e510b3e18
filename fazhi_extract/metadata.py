"""Who wrote the report, when, for whom: title, issuer, year, dates, region."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from .models import Metadata, Section
from .quantities import chinese_value

_YEAR = r"(?:19|20)\d\d"
_REPORT = regex.compile(r"法治(?:政府)?建设|依法行政|法治工作|法治政府|依法治[镇乡县市区省]|普法|司法行政")
_TITLE_END = regex.compile(
    r"(?:报\s*告|总\s*结|情\s*况|汇\s*报|年\s*报)\s*(?:\([^()\n]{1,16}\)|〔[^〕\n]{1,10}〕)?\s*$"
)
_HEAD_FIELD = regex.compile(
    r"(?P<key>发布时间|发布日期|发文日期|成文日期|公开日期|生成日期|日期|时间|来源|信息来源|发布机构|发文机关|发文字号|文号|索引号|作者|浏览次数|点击数|阅读|字体|字号|编辑|责任编辑|打印|分享|视力保护色|标题|名称|主题分类|有效性|公开方式|关键词)\s*[:】\]|]"
)
_DOC_NUMBER = regex.compile(
    rf"[\u4e00-\u9fffA-Za-z]{{1,14}}\s*[〔\[【(]\s*{_YEAR}\s*[〕\]】)]\s*第?\s*\d+\s*号"
)
_DATE = regex.compile(
    rf"({_YEAR})\s*年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*日|([〇零一二三四五六七八九]{{4}})\s*年\s*([一二三四五六七八九十]{{1,3}})\s*月\s*([一二三四五六七八九十]{{1,3}})\s*日|({_YEAR})[-/.](\d{{1,2}})[-/.](\d{{1,2}})"
)
_PUBLISHED = regex.compile(
    rf"(?:发布(?:时间|日期)|公开日期|发表时间|日期|时间)\s*[:】|\]]*\s*({_YEAR}[-/.年]\s*\d{{1,2}}[-/.月]\s*\d{{1,2}}日?(?:\s+\d{{1,2}}:\d\d(?::\d\d)?)?)"
)
_SOURCE = regex.compile(
    r"(?:信息来源|文章来源|来源)\s*[:】]\s*([^\n|]{1,40}?)(?=\s{2,}|作者|浏览|点击|发布|日期|时间|字[体号]|编辑|责任|打印|阅读|【|\[|\||\n|$)"
)
_PLACE = r"[\u4e00-\u9fff]{1,12}?"
_ORGAN = regex.compile(
    r"(?:中共|中国共产党)?[\u4e00-\u9fff]{2,24}?(?:人民政府办公室|人民政府|街道办事处|办事处|街道工作委员会|党工委|委员会(?!办公室)|管理委员会|管委会|政府|司法局|[\u4e00-\u9fff]{2,12}(?:局|厅|委|办公室|办))"
)
_ORGAN_LINE = regex.compile(
    r"^(?:中共)?[\u4e00-\u9fff()、]{2,40}?(?:人民政府(?:办公室)?|办事处|委员会(?:办公室)?|党工委|工作委员会|管委会|局|厅|政府|党委|党组|办公室|院|中心|总队|支队|大队|街道|[镇乡])$"
)
_NOUN = regex.compile(
    r"(?:中共)?(?P<place>[\u4e00-\u9fff]{1,14}?(?:镇|乡|街道办事处|街道|县|区|市|旗|苏木|办事处|局|厅|委|管委会|地区|州|盟))(?P<organ>党委、?(?:人民)?政府|党委|党工委、?办事处|党工委|人民政府|政府|办事处)?(?=以|坚持|在|认真|深入|严格|全面|党|的|始终|紧|持续|按|高|积|围|切|,|、|法治|扎|根据|把|立足|聚|牢|依|统|强|贯|不断|大|推|为|紧紧)"
)
_SKIP_PLACE = regex.compile(r"^(?:我|全|本|各|该|县|区|市|镇|乡|上级|按照|根据|在|为|年|贯彻|关于|以|全面|深入)")
_LEVELS = [
    (r"街道|街办", "subdistrict"),
    (r"(?:镇|乡|苏木)(?:人民政府|政府|党委|委员会|$|人民)", "township"),
    (r"(?:局|厅|委员会|委|办公室|院|中心|队)$", "department"),
    (r"(?:县|旗)(?:人民政府|政府|$)", "county"),
    (r"区(?:人民政府|政府|$)", "county"),
    (r"(?:市|州|盟|地区)(?:人民政府|政府|$)", "prefecture"),
    (r"(?:省|自治区)(?:人民政府|政府|$)", "province"),
]
_ADDRESSEE = regex.compile(r"^[\u4e00-\u9fff、,(). ]{2,40}$")


@dataclass(slots=True)
class _Found:
    values: dict[str, str | int | list[str]] = field(default_factory=dict)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)

    def put(self, name: str, value: str | int | list[str], start: int, end: int) -> None:
        if name not in self.values:
            self.values[name] = value
            self.spans[name] = (start, end)


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    shadow: str


def read_metadata(
    text: str, shadow: str, sections: list[Section]
) -> tuple[Metadata, dict[str, tuple[int, int]]]:
    """Return the metadata and the place of each value in the text."""
    found = _Found()
    first_heading = next((s.start for s in sections if s.kind == "heading"), len(shadow))
    head = _lines(shadow, 0, first_heading)
    preamble_at = _title_and_head(text, shadow, head, found)
    signature = next((s for s in sections if s.role == "signature"), None)
    _web_head(text, shadow, min(first_heading, 1500), found)
    if signature:
        _signature(text, shadow, signature, found)
    _year(shadow, sections, preamble_at, first_heading, found)
    _issuer(text, shadow, preamble_at, first_heading, found)
    _region(found)
    _level(found)
    metadata = Metadata.model_validate(found.values)
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


def _title_and_head(text: str, shadow: str, head: list[_Line], found: _Found) -> int:
    """Find title, document number and addressee among the head's lines; return where the preamble begins."""
    preamble_at = head[-1].start if head else 0
    title_done = False
    for index, line in enumerate(head[:25]):
        if len(line.shadow) > 90 and not title_done:
            preamble_at = line.start
            if _HEAD_FIELD.search(line.shadow) and index < 3:
                continue
            break
        number = _DOC_NUMBER.fullmatch(line.shadow)
        if number:
            found.put("document_number", "".join(text[line.start : line.end].split()), line.start, line.end)
            continue
        if not title_done and _TITLE_END.search(line.shadow) and len(line.shadow) <= 90:
            span = _whole_title(head, index)
            if span:
                start, end = span
                title = "".join(text[start:end].split())
                title = regex.sub(r"[\u200b\ufeff]", "", title)
                found.put("title", title, start, end)
                title_done = True
                continue
        if (
            line.shadow.endswith(":")
            and len(line.shadow) <= 40
            and _ADDRESSEE.match(line.shadow[:-1])
            and not regex.search(r"如下|报告|汇报", line.shadow)
        ):
            found.put(
                "addressee", "".join(text[line.start : line.end - 1].split()), line.start, line.end - 1
            )
            continue
        if len(line.shadow) > 40 and "。" in line.shadow or (title_done and len(line.shadow) > 60):
            preamble_at = line.start
            break
    return preamble_at


def _whole_title(head: list[_Line], last: int) -> tuple[int, int] | None:
    """Join the lines of a title that ends on line ``last``; None if it is no report's title."""
    first = last
    joined = head[last].shadow
    while first > 0 and last - first < 4:
        above = head[first - 1]
        if (
            len(above.shadow) > 40
            or regex.search(r"[。,:;|]", above.shadow)
            or _HEAD_FIELD.search(above.shadow)
            or _DOC_NUMBER.search(above.shadow)
            or regex.match(rf"{_YEAR}[-/.]", above.shadow)
            or _TITLE_END.search(above.shadow)
        ):
            break
        complete = _REPORT.search(joined) and regex.match(
            rf"(?:关于)?.{{0,30}}(?:[镇乡县区市局厅委办]|街道|人民政府|办事处|委员会)", joined
        ) and not joined.startswith("关于")
        if complete and not regex.search(r"(?:政府|委员会|办事处|局|党委|关于|[镇乡])$", above.shadow):
            break
        first -= 1
        joined = above.shadow + joined
    if not _REPORT.search(joined.replace(" ", "")) or regex.search(r"[。;]", joined):
        return None
    if regex.search(r"报告如下|情况如下|汇报如下", joined):
        return None
    return head[first].start, head[last].end


def _web_head(text: str, shadow: str, end: int, found: _Found) -> None:
    published = _PUBLISHED.search(shadow, 0, end)
    if published:
        found.put("published_at", text[published.start(1) : published.end(1)].strip(), *published.span(1))
    source = _SOURCE.search(shadow, 0, end)
    if source and source[1].strip():
        start, stop = source.span(1)
        while start < stop and shadow[start] == " ":
            start += 1
        found.put("source", text[start:stop].strip(), start, stop)
    number = regex.search(r"(?:发文字号|文\s*号)\s*[:】|\]]*\s*", shadow[:end])
    if number:
        value = _DOC_NUMBER.match(shadow, number.end(), end)
        if value:
            found.put("document_number", "".join(text[value.start() : value.end()].split()), *value.span())


def _iso(match: regex.Match[str]) -> str | None:
    if match[1]:
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match[4]:
        digits = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0"}
        year = int("".join(digits[c] for c in match[4]))
        m, d = chinese_value(match[5]), chinese_value(match[6])
        if m is None or d is None:
            return None
        month, day = m[0], d[0]
    else:
        year, month, day = int(match[7]), int(match[8]), int(match[9])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def _signature(text: str, shadow: str, section: Section, found: _Found) -> None:
    organs: list[_Line] = []
    for line in _lines(shadow, section.start, section.end):
        date = _DATE.search(line.shadow)
        if date:
            iso = _iso(date)
            if iso:
                found.put("issued_on", iso, line.start + date.start(), line.start + date.end())
            rest = line.shadow[: date.start()].strip()
            if rest and _ORGAN_LINE.match(regex.sub(r"\s", "", rest)):
                organs.append(_Line(line.start, line.start + len(rest), rest))
        elif _ORGAN_LINE.match(regex.sub(r"\s", "", line.shadow)):
            organs.append(line)
    if organs:
        start, end = organs[0].start, organs[-1].end
        if organs[-1].start - organs[0].start < 80:
            issuer = " ".join(regex.sub(r"\s+", " ", text[o.start : o.end]) for o in organs)
            found.put("issuer", regex.sub(r"(?<=[镇乡县区市]) (?=人民)", "", issuer), start, end)


def _year(shadow: str, sections: list[Section], preamble_at: int, first_heading: int, found: _Found) -> None:
    title = found.spans.get("title")
    if title:
        year = regex.search(rf"({_YEAR})(?=\s*年|\D)", shadow[title[0] : title[1]] + " ")
        if year:
            found.put("report_year", int(year[1]), title[0] + year.start(1), title[0] + year.end(1))
            return
    now = regex.search(rf"现[将就]\D{{0,30}}?({_YEAR})\s*年", shadow[preamble_at:first_heading])
    if now:
        found.put("report_year", int(now[1]), preamble_at + now.start(1), preamble_at + now.end(1))
        return
    opening = regex.search(rf"(?:^|\n)\s*(?:一年来,)?({_YEAR})\s*年", shadow[preamble_at:first_heading])
    if opening is None:
        for section in sections:
            if section.kind == "heading" and section.level == 1 and section.role in ("achievements", "first_responsible_person", "problems"):
                inside = regex.search(rf"({_YEAR})\s*年", shadow[section.start : section.heading_end])
                if inside:
                    start = section.start + inside.start(1)
                    found.put("report_year", int(inside[1]), start, start + 4)
                    return
    if opening:
        found.put("report_year", int(opening[1]), preamble_at + opening.start(1), preamble_at + opening.end(1))
        return
    bare = regex.sub(r"《[^》]*》", lambda m: "□" * len(m[0]), shadow[preamble_at : first_heading if first_heading > preamble_at else None])
    for year in regex.finditer(rf"(?<![-—至到])({_YEAR})\s*年(?![-—至到])", bare):
        found.put("report_year", int(year[1]), preamble_at + year.start(1), preamble_at + year.end(1))
        return
    plan = next((s for s in sections if s.kind == "heading" and s.role == "next_year_plan"), None)
    if plan:
        inside = regex.search(rf"({_YEAR})\s*年", shadow[plan.start : plan.heading_end])
        if inside:
            start = plan.start + inside.start(1)
            found.put("report_year", int(inside[1]) - 1, start, start + 4)


def _issuer(text: str, shadow: str, preamble_at: int, first_heading: int, found: _Found) -> None:
    if "issuer" in found.values:
        return
    title = found.spans.get("title")
    if title:
        joined = shadow[title[0] : title[1]]
        organ = regex.match(
            rf"\s*(?:{_YEAR}\s*年度?)?(?P<organ>(?:中共)?[\u4e00-\u9fff\s]+?(?:人民\s*政府(?:办公室)?|街道\s*办事处|办事处|委员会|政府|管委会|局|厅|办公室|街道|[镇乡县旗]|区(?!域)|市(?!场)))\s*(?=关\s*于|{_YEAR}|年度|法\s*治|推\s*进|依\s*法)",
            joined,
        )
        if organ:
            start, end = title[0] + organ.start("organ"), title[0] + organ.end("organ")
            written = "".join(text[start:end].split())
            found.put("issuer", _full_name(written), start, end)
            return
    body = shadow[preamble_at : first_heading if first_heading > preamble_at else len(shadow)]
    for match in _NOUN.finditer(body):
        place = regex.sub(rf"^(?:{_YEAR}年度?,?|今年,?|年|来|,)*", "", match["place"])
        start = match.start("place") + len(match["place"]) - len(place)
        if _SKIP_PLACE.match(place) or len(place) < 2:
            continue
        end = match.end("place")
        found.put("issuer", _full_name(place), preamble_at + start, preamble_at + end)
        return
    source = found.spans.get("source")
    if source and _ORGAN_LINE.match(shadow[source[0] : source[1]]):
        found.put("issuer", _full_name(text[source[0] : source[1]]), *source)


def _full_name(written: str) -> str:
    """Give a place that is named alone its organ: 镇 + 人民政府, 街道 + 办事处."""
    if written.endswith("街道"):
        return written + "办事处"
    if regex.search(r"(?:镇|乡|县|区|市|旗|苏木|州|盟|省)$", written):
        return written + "人民政府"
    return written


_REGION_PART = regex.compile(
    r"[\u4e00-\u9fff]{2,7}?(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|地区|盟|州|县|区|旗|街道|镇|乡|苏木)"
)


def _region(found: _Found) -> None:
    for name in ("issuer", "source", "title"):
        value = found.values.get(name)
        if not isinstance(value, str):
            continue
        bare = regex.sub(r"^(?:中共|中国共产党)", "", value.split(" ")[-1])
        bare = regex.sub(rf"^{_YEAR}年度?", "", bare)
        head = regex.split(r"人民政府|政府|委员会|党委|办事处|司法局|关于", bare)[0]
        parts = [p for p in _REGION_PART.findall(head)]
        if parts:
            found.values["region"] = parts
            if name in found.spans:
                found.spans["region"] = found.spans[name]
            return


def _level(found: _Found) -> None:
    issuer = found.values.get("issuer")
    if not isinstance(issuer, str):
        return
    last = issuer.split(" ")[-1]
    for pattern, level in _LEVELS:
        if regex.search(pattern, last):
            found.put("level", level, *found.spans["issuer"])
            return
