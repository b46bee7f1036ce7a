# shellcheck shell=bash disable=SC2034
# SPDX-License-Identifier: GPL-3.0-or-later
# The packages Constat needs, in one place, and how to install the missing ones. Sourced, not run.
#
#   install_packages build run     installs what is missing of these groups, saying first what

# Compiling. The reason for each library stands in docs/architecture.md.
packages_build=(
  gcc libc6-dev meson ninja-build pkg-config gettext libglib2.0-bin libglib2.0-dev-bin
  libgtk-4-dev libadwaita-1-dev libsoup-3.0-dev libjson-glib-dev libsqlite3-dev
  libsecret-1-dev libseccomp-dev libjpeg-dev libpng-dev libpoppler-glib-dev libzint-dev
  liblcms2-dev libwebp-dev libtiff-dev libgif-dev libheif-dev
  libavformat-dev libavcodec-dev libavutil-dev libswscale-dev
  libcsv-dev libarchive-dev
)

# Running on a bare machine: a bus, icons, a font, locales, and a window in a browser.
packages_run=(
  dbus dbus-daemon libglib2.0-bin locales adwaita-icon-theme librsvg2-common dconf-gsettings-backend
  fonts-cantarell fonts-dejavu-core libgtk-4-bin iso-codes
)

# Testing: a display and hands to use it, validators, linters, the formatter.
packages_test=(
  xvfb xauth openbox xdotool at-spi2-core python3 python3-pyatspi python3-gi python3-dbus gir1.2-atspi-2.0
  desktop-file-utils appstream libxml2-utils nodejs npm uncrustify shellcheck imagemagick librsvg2-bin
  poppler-utils sqlite3 procps
)

# What the servers of ./check --live need that npm does not bring.
packages_live=(postgresql)

# What the same is called elsewhere; printed for people to run, since only apt could be tried out.
packages_elsewhere=(
  "dnf:sudo dnf install gcc meson ninja-build pkgconf gettext gtk4-devel libadwaita-devel libsoup3-devel json-glib-devel sqlite-devel libsecret-devel libseccomp-devel libjpeg-turbo-devel libpng-devel poppler-glib-devel zint-devel lcms2-devel libwebp-devel libtiff-devel giflib-devel libheif-devel ffmpeg-free-devel libcsv-devel libarchive-devel iso-codes dbus-daemon glibc-langpack-fr adwaita-icon-theme xorg-x11-server-Xvfb xorg-x11-xauth openbox xdotool at-spi2-core python3-pyatspi python3-gobject python3-dbus desktop-file-utils appstream libxml2 nodejs npm uncrustify ShellCheck ImageMagick librsvg2-tools poppler-utils sqlite procps-ng"
  "pacman:sudo pacman -S --needed gcc meson ninja pkgconf gettext gtk4 libadwaita libsoup3 json-glib sqlite libsecret libseccomp libjpeg-turbo libpng poppler-glib zint lcms2 libwebp libtiff giflib libheif ffmpeg libcsv libarchive iso-codes dbus adwaita-icon-theme xorg-server-xvfb xorg-xauth openbox xdotool at-spi2-core python-atspi python-gobject python-dbus desktop-file-utils appstream libxml2 nodejs npm uncrustify shellcheck imagemagick librsvg poppler procps-ng"
  "zypper:sudo zypper install gcc meson ninja pkgconf gettext-tools gtk4-devel libadwaita-devel libsoup-devel json-glib-devel sqlite3-devel libsecret-devel libseccomp-devel libjpeg-turbo libjpeg8-devel libpng16-devel libpoppler-glib-devel zint-devel liblcms2-devel libwebp-devel libtiff-devel giflib-devel libheif-devel ffmpeg-7-libavformat-devel ffmpeg-7-libavcodec-devel ffmpeg-7-libswscale-devel libcsv-devel libarchive-devel iso-codes dbus-1 adwaita-icon-theme xorg-x11-server-Xvfb xauth openbox xdotool at-spi2-core python3-atspi python3-gobject python3-dbus-python desktop-file-utils AppStream libxml2-tools nodejs npm uncrustify ShellCheck ImageMagick rsvg-convert poppler-tools sqlite3 procps"
)

as_root ()
{
  if [ "$(id -u)" = 0 ]
  then
    "$@"
  elif command -v sudo > /dev/null
  then
    sudo "$@"
  else
    echo "This needs root: run it as root, or install sudo: $*" >&2
    return 1
  fi
}

# The groups' packages that dpkg does not have installed, one a line. Node often comes from elsewhere.
missing_packages ()
{
  local group package

  for group in "$@"
  do
    local -n packages="packages_$group"
    for package in "${packages[@]}"
    do
      case $package in
        npm) command -v npm > /dev/null && continue ;;
        nodejs) command -v node > /dev/null && continue ;;
      esac
      [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null) = installed ]] || echo "$package"
    done
  done | sort -u
}

# Without apt nothing is installed: what to run is printed, and only a missing tool stops us.
explain_packages ()
{
  local tool line missing=()

  for tool in cc meson ninja pkg-config msgfmt
  do
    command -v $tool > /dev/null || missing+=("$tool")
  done
  command -v pkg-config > /dev/null &&
    for tool in gtk4 libadwaita-1 libsoup-3.0 json-glib-1.0 sqlite3 libsecret-1 libseccomp poppler-glib \
      lcms2 libwebpdemux libtiff-4 libheif libavformat libswscale libarchive
    do
      pkg-config --exists $tool || missing+=("$tool")
    done
  [ ${#missing[@]} -eq 0 ] && return

  echo "Missing on this system: ${missing[*]}" >&2
  for line in "${packages_elsewhere[@]}"
  do
    if command -v "${line%%:*}" > /dev/null
    then
      echo "Please install what Constat needs with:" >&2
      echo "  ${line#*:}" >&2
      return 1
    fi
  done
  echo "Please install them with your package manager; tools/packages.sh lists everything by Debian's names." >&2
  return 1
}

install_packages ()
{
  local missing

  if ! command -v apt-get > /dev/null
  then
    explain_packages
    return
  fi

  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -eq 0 ] && return

  echo "Constat needs ${#missing[@]} Debian packages that are not here yet, and what they depend on. Installing:"
  printf '%s\n' "${missing[*]}" | fold -s -w 92 | sed 's/^/  /'
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "${missing[@]}"
}
