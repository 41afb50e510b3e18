"""Old Word and WPS files (doc, wps): LibreOffice, where it is installed, makes a .docx of them in a folder of its own.

It runs without a window, with a profile that is made for the one file and thrown away,
without macros, links or network, and for a bounded time; so several may run at once.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from ..errors import ReadError
from . import docx
from .base import MAX_BYTES, Content, library
from .packed import locked

SECONDS = 60
"""A report takes one or two, a slow machine ten; the rest hang."""

_LIMITED = 'ulimit -t 120; ulimit -v 4194304; ulimit -f 262144; exec "$0" "$@"'  # seconds, kB, half kB
"""Where there is a shell: bounds that hold even if this program is killed and cannot end what it has started."""
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
"""Where it is installed without being on the path."""
_INSTALL = (
    "Install LibreOffice Writer (Debian, Ubuntu: apt-get install libreoffice-writer; "
    "Windows, macOS: www.libreoffice.org), or open the file in Word or WPS and save it as .docx"
)
_SAVE = "Open it in Word or WPS and save it as .docx"

_ROOT = "Root Entry"
_OTHER_KINDS = {
    "Workbook": "an Excel workbook",
    "Book": "an Excel workbook",
    "PowerPoint Document": "a PowerPoint presentation",
    "__properties_version1.0": "an Outlook message",
}
"""Names of what the file holds, as its directory has them."""
_FIB = b"\xec\xa5"
"""A Word text begins with these, at a sector's start; ten bytes on, a bit says whether it is encrypted."""
_SECTOR = 512

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    # a proxy that does not exist: whatever would be fetched is not
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


def read(data: bytes, name: str) -> Content:
    """Return the text of an old Word or WPS file; raises ReadError."""
    _refuse_others(data, name)
    library("lxml.etree", "doc", name, "an old Word or WPS file")  # asked for before the slow conversion
    program = soffice()
    if program is None:
        raise ReadError(name, "is an old Word or WPS file, which LibreOffice must open", _INSTALL)
    with tempfile.TemporaryDirectory(prefix="fazhi-", ignore_cleanup_errors=True) as folder:
        made = _convert(program, data, "report.doc", Path(folder), name)
        if made is None and _convert(program, b"{\\rtf1 a}", "probe.rtf", Path(folder), name) is None:
            raise ReadError(name, "is an old Word or WPS file, and LibreOffice has no Writer here", _INSTALL)
    if made is None:
        raise _damaged(name)
    return docx.read(made, name)


def soffice() -> str | None:
    """Return the path of LibreOffice, or None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def _refuse_others(data: bytes, name: str) -> None:
    """Raise ReadError for what is locked or torn, and for the other files that begin with the same bytes."""
    if _entry("EncryptedPackage") in data or _is_encrypted(data):
        raise locked(name)
    if _entry(_ROOT) not in data:
        raise _damaged(name)
    if _entry("WordDocument") in data:
        return
    for entry, kind in _OTHER_KINDS.items():
        if _entry(entry) in data:
            raise ReadError(name, f"is {kind}, not a report", "Save the report as text, Word or PDF")


def _damaged(name: str) -> ReadError:
    return ReadError(name, "is a damaged Word or WPS file", _SAVE)


def _entry(name: str) -> bytes:
    return (name + "\0").encode("utf-16-le")


def _is_encrypted(data: bytes) -> bool:
    at = data.find(_FIB)
    while at >= 0:
        if at % _SECTOR == 0 and at + 12 <= len(data):
            return bool(data[at + 11] & 0x01)
        at = data.find(_FIB, at + 1)
    return False


def _convert(program: str, data: bytes, member: str, folder: Path, name: str) -> bytes | None:
    """Return a file made to a .docx, None if LibreOffice makes none; raises ReadError after its time."""
    source, target = folder / member, (folder / "made" / member).with_suffix(".docx")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    items = "".join(_ITEM.format(path=path, name=key, value=value) for path, key, value in _SETTINGS)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), "utf-8")
    source.write_bytes(data)
    command = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--invisible", "--norestore",
        "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target.parent), str(source),
    ]  # fmt: skip
    if not _run(command, folder):
        raise ReadError(name, f"could not be opened by LibreOffice within {SECONDS} seconds", _SAVE)
    if not target.is_file():
        return None
    if target.stat().st_size > MAX_BYTES:
        raise ReadError(name, "unpacks to more than a report can have", "Leave it out: it is no report")
    return target.read_bytes()


def _run(command: list[str], folder: Path) -> bool:
    """Run a command to its end; say whether it came to one in its time. Nothing of it stays behind."""
    process = subprocess.Popen(
        command if sys.platform == "win32" else ["/bin/sh", "-c", _LIMITED, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        start_new_session=True,  # a group of its own, to be ended as a whole
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and what it has started: LibreOffice is a script that starts a program that starts another."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(
                ["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False
            )
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(10)
