#!/bin/sh
# Installs Tagger: for you alone below ~/.local, or with --system (as root) for everybody in /opt.
# What is put where is noted in the program's folder, and uninstall.sh removes exactly that.
set -eu
umask 022

say() { printf '%s\n' "$*"; }
fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Makes a folder and those above it; notes the new ones, so that they can go again.
folder() {
    [ -d "$1" ] && return
    folder "$(dirname -- "$1")"
    mkdir -- "$1"
    printf '%s\n' "${1#"$root"}" >>"$notes/folders"
}

# Notes a file that was put outside the program's folder.
note() { printf '%s\n' "${1#"$root"}" >>"$notes/files"; }

# A path inside double quotes in a desktop file: quoted for Exec, then for a value of that file.
in_exec() { printf '%s' "$1" | sed 's/[\\"`$]/\\&/g; s/\\/\\\\/g; s/%/%%/g'; }
in_value() { printf '%s' "$1" | sed 's/\\/\\\\/g'; }

desktop_file() {
    while IFS= read -r line; do
        case $line in
        Exec=*) printf 'Exec="%s" %%F\n' "$(in_exec "$place/tagger")" ;;
        TryExec=*) printf 'TryExec=%s\n' "$(in_value "$place/tagger")" ;;
        *) printf '%s\n' "$line" ;;
        esac
    done
}

# Puts a command on the path, unless another program has that name.
link() {
    if [ -L "$bin/$1" ] && [ "$(readlink -- "$bin/$1")" = "$place/$1" ]; then
        :
    elif [ -e "$bin/$1" ] || [ -L "$bin/$1" ]; then
        say "Left alone: there is another program $bin/$1; this one is $place/$1"
        return
    else
        folder "$bin"
        ln -s -- "$place/$1" "$bin/$1"
    fi
    note "$bin/$1"
}

refresh() {
    if command -v update-desktop-database >/dev/null 2>&1; then
        update-desktop-database -q "$share/applications" || say "The list of programs is not renewed."
    fi
    # Only where somebody made a cache is there one that is out of date.
    touch -- "$share/icons/hicolor"
    if [ -f "$share/icons/hicolor/icon-theme.cache" ] && command -v gtk-update-icon-cache >/dev/null 2>&1; then
        gtk-update-icon-cache -q -t -f "$share/icons/hicolor" || say "The cache of icons is not renewed."
    fi
}

# Libraries that every desktop has, and a small system may not.
look_for_libraries() {
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null) || return 0
    missing=
    while read -r library package; do
        case $known in
        *"$library"*) ;;
        *) missing="$missing $package" ;;
        esac
    done <"$here/needs.txt"
    [ -z "$missing" ] || say "The window needs libraries that this system lacks. On Debian or Ubuntu:
    sudo apt-get install$missing"
}

main() {
    here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
    root=${DESTDIR:-}
    case ${1:-} in
    '')
        [ -n "${HOME:-}" ] || fail "HOME is not set, so there is no place to install to."
        base=$HOME/.local
        place=$base/opt/tagger
        bin=$base/bin
        share=${XDG_DATA_HOME:-$base/share}
        root=
        ;;
    --system)
        [ -n "$root" ] || [ "$(id -u)" = 0 ] || fail "For everybody only root can install: sudo ./install.sh --system"
        place=/opt/tagger
        bin=$root/usr/local/bin
        share=$root/usr/local/share
        ;;
    *)
        say "Usage: ./install.sh             for you alone, into ~/.local"
        say "       sudo ./install.sh --system   for everybody, into /opt/tagger"
        [ "$1" = --help ] && exit 0
        exit 2
        ;;
    esac
    program=$root$place
    [ -x "$here/Tagger/tagger" ] || fail "The folder Tagger is not beside this script. Unpack the whole archive and start install.sh there."
    if [ -e "$program" ] && [ ! -f "$program/installed/files" ]; then
        # What an uninstallation leaves there is the person's own.
        [ -z "$(find "$program/." ! -name . -prune ! -name 'Tagger Data' -print)" ] ||
            fail "There is a folder $program that this installer did not make. Move it away and start install.sh again."
    fi
    notes=$(mktemp -d)
    part=$program.part
    trap 'rm -rf -- "$notes" "$part"' EXIT
    trap 'exit 130' INT TERM HUP
    : >"$notes/files"
    : >"$notes/folders"
    if [ -f "$program/installed/files" ]; then
        say "Replacing the Tagger in $program ..."
    else
        say "Installing Tagger into $program ..."
    fi
    rm -rf -- "$part"
    # All of it is there before anything old goes.
    folder "$(dirname -- "$program")"
    cp -R -- "$here/Tagger" "$part" || fail "Could not copy Tagger to $part; is the disk full? What was installed before is as it was."
    (cd -- "$part" && find . ! -type d | sed 's/^\.//') >"$notes/program"
    mkdir -- "$part/installed"
    cp -- "$here/uninstall.sh" "$part/uninstall.sh"
    if [ -f "$program/installed/files" ]; then
        kept=$notes/folders.before
        cp -- "$program/installed/folders" "$kept"
        DESTDIR=$root sh "$program/uninstall.sh" --for-update
        # What the old one had made is still ours to remove some day.
        cat -- "$kept" >>"$notes/folders"
    fi
    folder "$(dirname -- "$program")"
    if [ -d "$program" ]; then
        cp -R -- "$part/." "$program"
        rm -rf -- "$part"
    else
        mv -- "$part" "$program"
    fi
    link tagger
    link tagger-cli
    list=$notes/share
    (cd -- "$here/share" && find . -type f | sort) >"$list"
    while IFS= read -r file; do
        file=${file#./}
        folder "$(dirname -- "$share/$file")"
        case $file in
        *.desktop) desktop_file <"$here/share/$file" >"$share/$file" ;;
        *) cp -- "$here/share/$file" "$share/$file" ;;
        esac
        note "$share/$file"
    done <"$list"
    sed "s/^/P/" "$notes/program" >"$program/installed/files"
    sed "s/^/F/" "$notes/files" >>"$program/installed/files"
    sort -u -- "$notes/folders" >"$program/installed/folders"
    printf '%s\n' "$place" >"$program/installed/place"
    refresh
    look_for_libraries
    "$program/tagger-cli" --version >/dev/null 2>&1 ||
        say "Installed, but it does not start; this says why: $place/tagger-cli doctor"
    say "Tagger is installed: in the menu of programs, and as $bin/tagger."
    case ":$PATH:" in
    *":${bin#"$root"}:"*) ;;
    *) say "($bin is not on your PATH; log in again, or call it by its whole name.)" ;;
    esac
    say "To remove it: $program/uninstall.sh"
}

main "$@"
exit 0
