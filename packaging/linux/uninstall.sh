#!/bin/sh
# Removes what install.sh installed and nothing else: no library, no settings, no model of yours.
set -eu

say() { printf '%s\n' "$*"; }
fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

remove_files() {
    # A thousand files: one call for many of them. No name of ours has a line break.
    sed -n 's/^P\///p' "$program/installed/files" | tr '\n' '\0' | (cd -- "$program" && xargs -0 rm -f --)
    while IFS= read -r line; do
        name=${line#?}
        case $line in
        F*)
            path=$root$name
            # A command that meanwhile belongs to another program stays.
            if [ -L "$path" ]; then
                case $(readlink -- "$path") in "$place"/*) rm -f -- "$path" ;; esac
            else
                rm -f -- "$path"
            fi
            case $name in
            */applications/*) applications=${path%/*} ;;
            */icons/hicolor/*) icons=${path%%/icons/hicolor/*}/icons/hicolor ;;
            esac
            ;;
        esac
    done <"$program/installed/files"
}

refresh() {
    if [ -d "$applications" ]; then
        if command -v update-desktop-database >/dev/null 2>&1; then
            update-desktop-database -q "$applications" || say "The list of programs is not renewed."
        fi
        # A cache of nothing.
        [ -n "$(find "$applications" -name '*.desktop' | head -n 1)" ] || rm -f -- "$applications/mimeinfo.cache"
    fi
    if [ -d "$icons" ]; then
        touch -- "$icons"
        if [ -f "$icons/icon-theme.cache" ] && command -v gtk-update-icon-cache >/dev/null 2>&1; then
            gtk-update-icon-cache -q -t -f "$icons" || say "The cache of icons is not renewed."
        fi
    fi
}

main() {
    here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
    root=${DESTDIR:-}
    applications=
    icons=
    case ${1:-} in
    '' | --for-update)
        if [ -f "$here/installed/files" ]; then
            program=$here
        else
            root=
            program=${HOME:?HOME is not set}/.local/opt/tagger
        fi
        ;;
    --system) program=$root/opt/tagger ;;
    *)
        say "Usage: ./uninstall.sh            what ./install.sh installed for you"
        say "       sudo ./uninstall.sh --system   what it installed for everybody"
        [ "$1" = --help ] && exit 0
        exit 2
        ;;
    esac
    [ -f "$program/installed/files" ] || fail "Tagger is not installed in $program."
    [ -w "$program" ] || fail "You may not change $program. If it was installed for everybody: sudo $program/uninstall.sh"
    place=$(cat -- "$program/installed/place")
    folders=$(sort -r -- "$program/installed/folders")
    remove_files
    rm -f -- "$program/installed/files" "$program/installed/folders" \
        "$program/installed/place" "$program/uninstall.sh"
    # Whatever else lies there is the person's, and keeps its folder.
    find "$program" -depth -type d -exec rmdir -- {} + 2>/dev/null || :
    [ "${1:-}" = --for-update ] && return
    refresh
    printf '%s\n' "$folders" | while IFS= read -r each; do
        [ -z "$each" ] || rmdir -- "$root$each" 2>/dev/null || :
    done
    say "Tagger is removed. Your library, settings and models are where they were:"
    [ -z "${TAGGER_HOME:-}" ] || say "    $TAGGER_HOME"
    say "    ${XDG_DATA_HOME:-${HOME:-~}/.local/share}/Tagger"
    say "    ${XDG_CONFIG_HOME:-${HOME:-~}/.config}/Tagger"
    say "    ${XDG_STATE_HOME:-${HOME:-~}/.local/state}/Tagger"
    if [ -d "$program" ]; then
        say "    $program"
    fi
    say "Delete these folders if you want to be rid of them as well. Your music is not touched."
}

main "$@"
exit 0
