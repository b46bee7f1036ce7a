#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Renders the scenes into ../photos and ../pictures. A developer's tool: it needs povray, imagemagick and python3, and takes
# some minutes. Usage: render.sh [SCENE…]
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"

# How the camera was held: the EXIF orientation under which the stored pixels are to be shown.
declare -A orientation=(
  [parcel-dented]=1 [box-half-empty]=2 [lamp-cracked]=3 [box-empty]=4 [box-label]=5 [bowl-broken]=6
  [cushion-colour]=7 [plate-cracked]=8 [cup-chipped]=1 [vase-leaking]=6 [candle-bent]=1 [glass-wrong]=1
  [label-unreadable]=6 [blurred-dark]=3 [parcel-torn]=8
)

# The turn that undoes each orientation.
declare -A undo=(
  [1]='' [2]='-flop' [3]='-rotate 180' [4]='-flip' [5]='-transpose' [6]='-rotate 270' [7]='-transverse' [8]='-rotate 90'
)

work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

scenes=("$@")
if [ ${#scenes[@]} -eq 0 ]
then
  scenes=(*.pov)
fi

for scene in "${scenes[@]}"
do
  name=${scene%.pov}
  case $name in
    picture-*) width=320 height=320 ;;
    *) width=1280 height=960 ;;
  esac
  echo "$name"
  povray "+I$name.pov" "+O$work/$name.png" +W$width +H$height +A0.2 +R2 -D +WT2 +L. > "$work/log" 2>&1 ||
    { tail -20 "$work/log" >&2; exit 1; }

  if [[ $name == picture-* ]]
  then
    convert "$work/$name.png" -strip -sampling-factor 4:2:0 -quality 82 "../pictures/${name#picture-}.jpg"
    continue
  fi

  # A telephone's lens and sensor: a little soft, darker corners, some grain; and once a hand that shook.
  look=(-blur 0x0.5 -seed 7 -attenuate 0.06 +noise gaussian)
  if [ "$name" = blurred-dark ]
  then
    look=(-motion-blur 0x14+24 -blur 0x2 -modulate 70 -seed 7 -attenuate 0.22 +noise gaussian)
  fi
  turn=${orientation[$name]}
  # shellcheck disable=SC2086
  convert "$work/$name.png" "${look[@]}" ${undo[$turn]} -strip -sampling-factor 4:2:0 -quality 78 "$work/$name.jpg"
  python3 orient.py "$turn" "$work/$name.jpg" "../photos/$name.jpg"
done
