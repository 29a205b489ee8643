"""Libraries that are no Python packages: by what their files are called, whose they are.

Wheels bring them beside their modules and say little of them, so the table was made by hand; the
version is asked of each file, because it changes with every wheel.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Asking = Callable[[Path], str | None]

GCC = "GPL-3.0-or-later WITH GCC-exception-3.1"
SOURCES_OF_PYAV = "https://github.com/PyAV-Org/pyav-ffmpeg (how it was built); "


@dataclass(frozen=True)
class Native:
    """A library, and how its files are known."""

    name: str
    files: str
    """A pattern of the files' names, without `lib` before and what follows `-`, `.` or a digit."""
    license: str
    source: str = ""
    """Where the source of `{version}` is to be had."""
    copyright: str = ""
    text: str = ""
    """The file of packaging/licence_texts with its own words."""
    ask: Asking | None = None

    def is_of(self, file: str) -> bool:
        return re.match(rf"(?:lib)?(?:{self.files})(?:[-_.\d].*)?$", file) is not None


@dataclass(frozen=True)
class Inside:
    """A library that was built into a file of something else, where `sign` is found in it."""

    name: str
    files: str
    """A pattern of the path in the bundle."""
    sign: bytes
    """What only this library says; its first group, where it has one, is the version."""
    license: str
    text: str = ""
    copyright: str = ""
    source: str = ""


def call(function: str, *arguments: int | None) -> Asking:
    """The version is what a function of the library returns as text."""

    def ask(path: Path) -> str | None:
        found = getattr(ctypes.CDLL(str(path)), function)
        found.restype = ctypes.c_char_p
        return _number((found(*arguments) or b"").decode(errors="replace"))

    return ask


def variable(name: str) -> Asking:
    """The version is a text in the library's data."""

    def ask(path: Path) -> str | None:
        value = ctypes.c_char_p.in_dll(ctypes.CDLL(str(path)), name).value
        return _number((value or b"").decode(errors="replace"))

    return ask


def written(pattern: bytes) -> Asking:
    """The version stands somewhere in the file."""

    def ask(path: Path) -> str | None:
        found = re.search(pattern, path.read_bytes())
        return found.group(1).decode(errors="replace") if found else None

    return ask


def named(path: Path) -> str | None:
    """The version is in the file's name: `libx264-d6533a8d.so.165` is 165.

    Not for libraries whose files are named by their binary interface, which is another number.
    """
    found = re.search(r"\.so\.([\d.]+)$|[-.](\d[\d.]*)\.(?:dylib|dll)$", path.name)
    return (found.group(1) or found.group(2)) if found else None


def _nettle(path: Path) -> str | None:
    library = ctypes.CDLL(str(path))
    return f"{library.nettle_version_major()}.{library.nettle_version_minor()}"


def _webp(path: Path) -> str | None:
    number = ctypes.CDLL(str(path)).WebPGetDecoderVersion()
    return f"{number >> 16}.{number >> 8 & 255}.{number & 255}"


def _unistring(path: Path) -> str | None:
    number = ctypes.c_int.in_dll(ctypes.CDLL(str(path)), "_libunistring_version").value
    return f"{number >> 16}.{number >> 8 & 255}.{number & 255}"


def _number(text: str) -> str | None:
    found = re.search(r"\d[\w.+-]*", text)
    return found.group() if found else None


def version_of(native: Native, path: Path) -> str | None:
    """What the file says of itself; None where it says nothing or cannot be loaded here."""
    if native.ask is None:
        return None
    try:
        return native.ask(path)
    except (OSError, AttributeError, ValueError):
        # Built without that symbol (a part of the library), or for another system.
        return None


def find(file: str) -> Native | None:
    """The library that a file of this name belongs to."""
    return next((each for each in NATIVES if each.is_of(file)), None)


_X = "https://xorg.freedesktop.org/releases/individual/"
_XIPH = "https://downloads.xiph.org/releases/"
_GNU = "https://ftp.gnu.org/gnu/"
NATIVES = (
    Native("FFmpeg", "avcodec|avdevice|avfilter|avformat|avutil|swresample|swscale",
           "LGPL-3.0-or-later",
           SOURCES_OF_PYAV + "https://ffmpeg.org/releases/ffmpeg-{version}.tar.xz",
           "Copyright (c) 2000-2026 the FFmpeg developers",
           ask=written(rb"FFmpeg version (\d[\w.]*)")),
    Native("SVT-AV1", "SvtAv1Enc", "BSD-3-Clause-Clear",
           "https://gitlab.com/AOMediaCodec/SVT-AV1/-/tags/v{version}", text="svt-av1",
           ask=call("svt_av1_get_version")),
    Native("ALSA library", "asound", "LGPL-2.1-or-later",
           "https://www.alsa-project.org/files/pub/lib/alsa-lib-{version}.tar.bz2",
           "Copyright (c) 1998-2025 Jaroslav Kysela, Takashi Iwai, Abramo Bagnara and others",
           ask=call("snd_asoundlib_version")),
    Native("dav1d", "dav1d", "BSD-2-Clause",
           "https://downloads.videolan.org/pub/videolan/dav1d/{version}/", text="dav1d",
           ask=call("dav1d_version")),
    Native("libdrm", "drm", "MIT", "https://dri.freedesktop.org/libdrm/", text="drm"),
    Native("GMP", "gmp", "LGPL-3.0-or-later OR GPL-2.0-or-later",
           _GNU + "gmp/gmp-{version}.tar.xz",
           "Copyright (c) 1991-2023 Free Software Foundation, Inc.", ask=variable("__gmp_version")),
    Native("GnuTLS", "gnutls", "LGPL-2.1-or-later",
           "https://www.gnupg.org/ftp/gcrypt/gnutls/",
           "Copyright (c) 2000-2025 Free Software Foundation, Inc., Red Hat, Inc. and others",
           ask=call("gnutls_check_version", None)),
    Native("Nettle", "nettle|hogweed", "LGPL-3.0-or-later OR GPL-2.0-or-later",
           _GNU + "nettle/nettle-{version}.tar.gz",
           "Copyright (c) 2001-2024 Niels Möller and others", ask=_nettle),
    Native("LAME", "mp3lame", "LGPL-2.0-or-later",
           "https://sourceforge.net/projects/lame/files/lame/{version}/",
           "Copyright (c) 1999-2017 The LAME Project", ask=call("get_lame_version")),
    Native("OpenCORE AMR", "opencore-amr(?:nb|wb)", "Apache-2.0",
           "https://sourceforge.net/projects/opencore-amr/files/opencore-amr/",
           "Copyright (c) 1998-2009 PacketVideo; (c) 2009 Martin Storsjo", "opencore-amr"),
    Native("Opus", "opus", "BSD-3-Clause", _XIPH + "opus/opus-{version}.tar.gz", text="opus",
           ask=call("opus_get_version_string")),
    Native("libunistring", "unistring", "LGPL-3.0-or-later OR GPL-2.0-or-later",
           _GNU + "libunistring/", "Copyright (c) 2001-2025 Free Software Foundation, Inc.",
           ask=_unistring),
    Native("Intel VPL", "vpl", "MIT", "https://github.com/intel/libvpl", text="vpl",
           ask=named),
    Native("libvpx", "vpx", "BSD-3-Clause",
           "https://chromium.googlesource.com/webm/libvpx/+/refs/tags/v{version}", text="vpx",
           ask=call("vpx_codec_version_str")),
    Native("WebP", "webp|webpmux|webpdemux|webpdecoder|sharpyuv", "BSD-3-Clause",
           "https://storage.googleapis.com/downloads.webmproject.org/releases/webp/", text="webp",
           ask=_webp),
    Native("x264", "x264", "GPL-2.0-or-later", "https://code.videolan.org/videolan/x264",
           "Copyright (c) 2003-2025 x264 project", ask=named),
    Native("x265", "x265", "GPL-2.0-or-later", "https://bitbucket.org/multicoreware/x265_git",
           "Copyright (c) 2013-2025 MulticoreWare, Inc.", ask=variable("x265_version_str")),
    Native("libxcb", "xcb(?:-[a-z]+)*", "X11", _X + "lib/", text="xcb"),
    Native("libXau", "Xau", "MIT-open-group", _X + "lib/", text="xau"),
    Native("libX11", "X11(?:-xcb)?", "MIT AND X11 AND MIT-open-group", _X + "lib/"),
    Native("libXdmcp", "Xdmcp", "MIT-open-group", _X + "lib/"),
    Native("libXext", "Xext|Xrender|Xi|Xfixes|Xcursor|Xrandr|ICE|SM", "MIT-open-group AND MIT",
           _X + "lib/"),
    Native("xkbcommon", "xkbcommon(?:-x11)?", "MIT AND X11", "https://xkbcommon.org/download/"),
    Native("Wayland", "wayland-[a-z]+", "MIT", "https://wayland.freedesktop.org/releases.html"),
    Native("libglvnd", "EGL|GL|GLX|GLdispatch|OpenGL|GLESv2", "MIT AND BSD-1-Clause",
           "https://gitlab.freedesktop.org/glvnd/libglvnd"),
    Native("OpenBLAS", "scipy_openblas(?:64_)?|openblas(?:64_)?", "BSD-3-Clause",
           "https://github.com/OpenMathLib/OpenBLAS",
           "Copyright (c) 2011-2025, the OpenBLAS Project",
           ask=written(rb"OpenBLAS (\d[\d.]*\d)")),
    Native("GCC runtime", "gfortran|gcc_s|gcc_s_seh|stdc\\+\\+|gomp|atomic", GCC, _GNU + "gcc/",
           "Copyright (c) 2002-2025 Free Software Foundation, Inc."),
    Native("libquadmath", "quadmath", "LGPL-2.1-or-later", _GNU + "gcc/",
           "Copyright (c) 2010-2025 Free Software Foundation, Inc."),
    Native("libsndfile", "sndfile", "LGPL-2.1-or-later",
           "https://github.com/libsndfile/libsndfile/releases/tag/{version}",
           "Copyright (c) 1999-2025 Erik de Castro Lopo and others",
           ask=written(rb"libsndfile-(\d[\d.]*\d)")),
    Native("FLAC", "FLAC", "BSD-3-Clause", _XIPH + "flac/", text="flac"),
    Native("Ogg", "ogg", "BSD-3-Clause", _XIPH + "ogg/", text="ogg"),
    Native("Vorbis", "vorbis|vorbisenc|vorbisfile", "BSD-3-Clause", _XIPH + "vorbis/",
           text="vorbis"),
    Native("mpg123", "mpg123", "LGPL-2.1-or-later", "https://mpg123.org/download/",
           "Copyright (c) 1995-2024 Michael Hipp, Thomas Orgis and others"),
    Native("ICU", "icu[a-z0-9]+", "ICU", "https://github.com/unicode-org/icu/releases", text="icu",
           ask=named),
    Native("PCRE2", "pcre2-\\w+", "BSD-3-Clause", "https://github.com/PCRE2Project/pcre2/releases",
           text="pcre2"),
    Native("FreeType", "freetype", "FTL OR GPL-2.0-or-later",
           "https://download.savannah.gnu.org/releases/freetype/", text="freetype"),
    Native("Fontconfig", "fontconfig", "HPND-sell-variant AND MIT",
           "https://www.freedesktop.org/software/fontconfig/release/"),
    Native("libpng", "png16", "libpng-2.0", "http://www.libpng.org/pub/png/libpng.html",
           text="libpng"),
    Native("Brotli", "brotli(?:common|dec|enc)", "MIT", "https://github.com/google/brotli"),
    Native("Expat", "expat", "MIT", "https://github.com/libexpat/libexpat/releases"),
    Native("GLib", "glib|gthread|gobject|gio|gmodule", "LGPL-2.1-or-later",
           "https://download.gnome.org/sources/glib/"),
    Native("D-Bus", "dbus", "AFL-2.1 OR GPL-2.0-or-later",
           "https://dbus.freedesktop.org/releases/dbus/"),
    Native("systemd", "systemd|udev", "LGPL-2.1-or-later", "https://github.com/systemd/systemd"),
    Native("PulseAudio", "pulse|pulsecommon|pulse-simple|pulse-mainloop-glib", "LGPL-2.1-or-later",
           "https://www.freedesktop.org/software/pulseaudio/releases/"),
    Native("libasyncns", "asyncns", "LGPL-2.1-or-later",
           "https://0pointer.de/lennart/projects/libasyncns/"),
    Native("libapparmor", "apparmor", "LGPL-2.1-only", "https://gitlab.com/apparmor/apparmor"),
    Native("libbsd", "bsd|md", "BSD-3-Clause AND BSD-2-Clause AND ISC AND Beerware",
           "https://libbsd.freedesktop.org/releases/"),
    Native("libcap", "cap", "BSD-3-Clause OR GPL-2.0-only",
           "https://git.kernel.org/pub/scm/libs/libcap/libcap.git"),
    Native("e2fsprogs", "com_err", "MIT", "https://e2fsprogs.sourceforge.net/"),
    Native("MIT Kerberos", "gssapi_krb5|krb5|krb5support|k5crypto", "MIT",
           "https://web.mit.edu/kerberos/dist/"),
    Native("keyutils", "keyutils", "LGPL-2.0-or-later",
           "https://git.kernel.org/pub/scm/linux/kernel/git/dhowells/keyutils.git"),
    Native("libgcrypt", "gcrypt", "LGPL-2.1-or-later", "https://gnupg.org/ftp/gcrypt/libgcrypt/"),
    Native("libgpg-error", "gpg-error", "LGPL-2.1-or-later",
           "https://gnupg.org/ftp/gcrypt/libgpg-error/"),
    Native("util-linux", "uuid|blkid|mount|selinux", "BSD-3-Clause AND LGPL-2.1-or-later",
           "https://www.kernel.org/pub/linux/utils/util-linux/"),
    Native("LZ4", "lz4", "BSD-2-Clause", "https://github.com/lz4/lz4/releases"),
    Native("XZ Utils", "lzma", "0BSD", "https://tukaani.org/xz/"),
    Native("bzip2", "bz2", "bzip2-1.0.6", "https://sourceware.org/pub/bzip2/"),
    Native("zlib", "z|zlib", "Zlib", "https://zlib.net/fossils/"),
    Native("Zstandard", "zstd", "BSD-3-Clause OR GPL-2.0-only",
           "https://github.com/facebook/zstd/releases", text="zstd"),
    Native("OpenSSL", "ssl|crypto", "Apache-2.0", "https://www.openssl.org/source/"),
    Native("SQLite", "sqlite3", "blessing", "https://www.sqlite.org/chronology.html"),
    Native("libffi", "ffi", "MIT", "https://github.com/libffi/libffi/releases"),
    Native("GNU Readline", "readline", "GPL-3.0-or-later", _GNU + "readline/"),
    Native("ncurses", "tinfo|tinfow|ncurses|ncursesw|panelw?",
           "X11-distribute-modifications-variant", _GNU + "ncurses/"),
    Native("GNU C Library", "mvec|crypt|m|c|rt|dl|pthread|resolv|nsl", "LGPL-2.1-or-later",
           _GNU + "glibc/"),
    # Windows: given away with Visual C++ for just this, and part of the system since Windows 10.
    Native("Microsoft Visual C++ runtime", "vcruntime140|VCRUNTIME140|msvcp140|MSVCP140|concrt140|"
           "ucrtbase|api-ms-win-[a-z]+", "LicenseRef-Microsoft-Visual-Cpp-Runtime"),
    Native("Mesa", "opengl32sw", "MIT", "https://docs.mesa3d.org/download.html"),
)  # fmt: skip
"""What follows a name must be `-`, `.`, `_` or a digit, so that no short one catches others."""

_SNDFILE = r"_soundfile_data/"
INSIDES = (
    Inside("FLAC", _SNDFILE, rb"reference libFLAC (\d[\d.]*\d)|FLAC__", "BSD-3-Clause", "flac"),
    Inside("Ogg", _SNDFILE, rb"OggS", "BSD-3-Clause", "ogg"),
    Inside("Vorbis", _SNDFILE, rb"libVorbis (\d[\d.]*\d)", "BSD-3-Clause", "vorbis"),
    Inside("Opus", _SNDFILE, rb"libopus (\d[\d.]*\d)|OpusHead", "BSD-3-Clause", "opus"),
    Inside("mpg123", _SNDFILE, rb"mpg123", "LGPL-2.1-or-later",
           copyright="Copyright (c) 1995-2024 Michael Hipp, Thomas Orgis and others",
           source="https://mpg123.org/download/"),
    Inside("LAME", _SNDFILE, rb"LAME(\d\.\d+)|LAME encoder", "LGPL-2.0-or-later",
           copyright="Copyright (c) 1999-2017 The LAME Project",
           source="https://sourceforge.net/projects/lame/files/lame/"),
    Inside("libsoxr", r"soxr/", rb"libsoxr-(\d[\d.]*\d)", "LGPL-2.1-or-later",
           copyright="Copyright (c) 2007-2018 robs@users.sourceforge.net",
           source="https://sourceforge.net/projects/soxr/files/"),
    Inside("Zstandard", r"zstandard/", rb"\x00(1\.\d\.\d+)\x00|zstd",
           "BSD-3-Clause OR GPL-2.0-only", "zstd"),
    Inside("LLVM", r"llvmlite/", rb"LLVM version (\d[\d.]*\d)?", "Apache-2.0 WITH LLVM-exception"),
    Inside("PCRE2", r"Qt6?Core\b", rb"PCRE2_EXTRA_", "BSD-3-Clause", "pcre2"),
    Inside("libpng", r"Qt6?Gui\b", rb"libpng version (\d[\d.]*\d)", "libpng-2.0", "libpng"),
    Inside("HarfBuzz", r"Qt6?Gui\b", rb"hb_qt_face", "MIT", "harfbuzz"),
    Inside("libjpeg-turbo", r"qjpeg", rb"libjpeg-turbo version (\d[\d.]*\d)",
           "IJG AND BSD-3-Clause AND Zlib", "libjpeg-turbo"),
)  # fmt: skip
