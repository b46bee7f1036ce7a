# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Building and locales, shared by ./run and ./check. Sourced from the top folder, not run.

# The distribution's meson comes first: one in a private Python may not find its modules from here.
meson=/usr/bin/meson
[ -x $meson ] || meson=meson

jobs=${CONSTAT_JOBS:-$(nproc)}

# build_in FOLDER OPTION…: configures the folder once, with these options, and compiles it.
build_in ()
{
  local folder=$1
  shift

  if [ -e "$folder/build.ninja" ]
  then
    "$meson" configure "$folder" "$@"
  else
    "$meson" setup "$folder" "$@"
  fi
  ninja -C "$folder" -j "$jobs"
}

# has_locale NAME: whether the C library knows NAME, an UTF-8 locale
has_locale ()
{
  locale -a 2> /dev/null | grep -qix "${1%.UTF-8}\.utf-\?8"
}

# A bare machine knows no French dates and numbers: make the two locales in the build folder, no root needed.
make_locales ()
{
  local name

  for name in fr_FR en_GB
  do
    [ -e "build/locale/$name.UTF-8/LC_TIME" ] && continue
    mkdir -p build/locale
    localedef -i $name -f UTF-8 --no-archive "build/locale/$name.UTF-8"
  done
}
