#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Takes the photographs of the list "shots": renders the scenes, develops them as a telephone would, and puts them with what a
# camera writes into ../photos. A developer's tool: it needs povray, imagemagick, ffmpeg, zint, bc, exiftool and heif-enc, and takes an hour.
# Usage: render.sh WORK [PHOTO…]; renders that are in the folder WORK already are not made again.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
convert=/usr/bin/convert
work=$1
shift
mkdir -p "$work"
[ -f "$work/paper/room.png" ] || ./papers.sh "$work/paper"

# The turn that undoes each EXIF orientation: the camera stores what its sensor saw.
declare -A undo=(
  [1]='' [2]='-flop' [3]='-rotate 180' [4]='-flip' [5]='-transpose' [6]='-rotate 270' [7]='-transverse' [8]='-rotate 90'
)

# maker|model|lens in mm|f|seconds|ISO|warmth of the white balance|grain|quality; a messenger throws all of it away.
declare -A camera=(
  [iphone]='Apple|iPhone 13|5.1|1.6|1/60|100|101,100,97|0.05|88'
  [samsung]='samsung|SM-A536B|5.23|1.8|1/50|160|100,101,102|0.07|84'
  [pixel]='Google|Pixel 6a|4.38|1.73|1/100|88|99,100,103|0.05|88'
  [redmi]='Xiaomi|Redmi Note 11|4.7|1.8|1/33|400|103,100,95|0.11|80'
  [compact]='Panasonic|DMC-TZ70|4.3|3.3|1/30|800|102,101,95|0.13|86'
  [large]='samsung|SM-S911B|6.3|1.8|1/120|64'
  [messenger]='|||||||0.03|66'
)

# Where some of them stood: degrees north and east.
declare -A position=(
  [cup-chipped]='45.7833 4.8554' [parcel-corner]='45.7833 4.8554' [cushion-sienna]='52.0842 5.1240'
  [box-candles]='47.9923 7.8495' [pallet]='48.8612 2.3790' [label-address]='43.6119 3.8772'
)

render ()
{
  local name=$1 scene=$2 size=$3
  shift 3
  [ -f "$work/$name.png" ] ||
    { nice -n 15 povray "+I$scene.pov" "+O$work/$name.part.png" "+W${size%x*}" "+H${size#*x}" +A0.2 +R2 -D +WT1 +L. \
        "+L$work/paper" "${@/#/Declare=}" > "$work/$name.log" 2>&1 || { tail -20 "$work/$name.log" >&2; exit 1; }
      mv "$work/$name.part.png" "$work/$name.png"; }
}

# Larger than rendered: as soft as a telephone's pictures are when looked at closely; what lies far is softer.
develop ()
{
  local from=$1 to=$2 look=$3 warmth=$4 grain=$5 quality=$6 turn=$7 far=2.2 steps width height wide
  [ "$look" = plain ] || far=0.7
  IFS=, read -r red green blue <<< "${warmth:-100,100,100}"
  steps=(-sigmoidal-contrast 3.2x42% -evaluate multiply 1.10)
  case $look in
    shaken) steps+=(-motion-blur 0x17+24 -blur 0x1.5) ;;
    dark) steps=(-motion-blur 0x5+70 -evaluate multiply 0.11 -gamma 0.9) ; grain=0.30 ;;
    again) steps+=(-gravity center -crop 93x92%+14-9 +repage -resize 800x600! -evaluate multiply 1.09 -modulate '100,88') ;;
  esac
  width=$(identify -format %w "$from")
  height=$(identify -format %h "$from")
  wide=1440x1080!
  [ "$width" -gt "$height" ] || wide=1080x1440!
  # shellcheck disable=SC2086
  $convert "$from" -alpha off "${steps[@]}" \
    \( +clone -blur 0x$far \) \( -size "${width}x$((height * 2 / 5))" gradient:white-black -background black -extent "${width}x$height" \) \
    -composite -channel R -evaluate multiply "$(bc <<< "scale=3; $red / 100")" -channel G -evaluate multiply \
    "$(bc <<< "scale=3; $green / 100")" -channel B -evaluate multiply "$(bc <<< "scale=3; $blue / 100")" +channel \
    -filter Lanczos -resize "$wide" -unsharp 0x1.2+0.6 \
    \( -size "${wide%!}" radial-gradient:white-gray60 -gamma 1.7 \) -compose multiply -composite \
    -compose over -seed 7 -attenuate "$grain" +noise gaussian -blur 0x0.5 ${undo[$turn]} \
    -strip -sampling-factor 4:2:0 -quality "$quality" -interlace none "$to"
}

# 8000 by 6000: the sensor's pixels at full resolution, as soft as they are, in as few bytes as they need.
enlarge ()
{
  $convert "$1" -alpha off -sigmoidal-contrast 3.2x42% -evaluate multiply 1.08 "$1.toned.png"
  ffmpeg -v error -y -i "$1.toned.png" -vf 'scale=8000:6000:flags=lanczos,unsharp=7:7:0.8,noise=alls=3:allf=t' -pix_fmt yuvj420p \
    -q:v 4 -huffman optimal "$2"
  rm "$1.toned.png"
}

# The date is what the sandbox puts in its own stead: the moment fits the world's hour.
describe ()
{
  local file=$1 maker model lens stop exposure iso rest
  IFS='|' read -r maker model lens stop exposure iso rest <<< "$2"
  [ -n "$maker" ] || return 0
  exiftool -q -overwrite_original -n -Orientation="$3" -Make="$maker" -Model="$model" -FocalLength="$lens" -FNumber="$stop" \
    -ExposureTime="$(bc <<< "scale=6; $exposure")" -ISO="$iso" -AllDates='2001:01:01 12:00:00' "$file"
  if [ -n "${4:-}" ]
  then
    exiftool -q -overwrite_original -n -GPSLatitude="${4% *}" -GPSLatitudeRef=N -GPSLongitude="${4#* }" -GPSLongitudeRef=E "$file"
  fi
}

wanted=" $* "
while read -r name scene size turn body look told
do
  [[ $name != '#'* && ( $wanted = '  ' || $wanted = *" $name "* ) ]] || continue
  source=$name
  if [[ $scene = *:* ]]
  then
    source=${scene#*:}
  else
    # shellcheck disable=SC2086
    render "$name" "$scene" "$size" $told
  fi
  file=$name.jpg
  IFS='|' read -r _ _ _ _ _ _ warmth grain quality <<< "${camera[$body]}"
  case $look in
    kept) continue ;;
    large) enlarge "$work/$source.png" "$work/$file" ;;
    heic)
      develop "$work/$source.png" "$work/$name.tif" plain "$warmth" "$grain" "$quality" "$turn"
      $convert "$work/$name.tif" "$work/$name.high.png"
      file=$name.heic
      heif-enc -q 55 -o "$work/$file" "$work/$name.high.png" > /dev/null
      ;;
    *) develop "$work/$source.png" "$work/$file" "$look" "$warmth" "$grain" "$quality" "$turn" ;;
  esac
  describe "$work/$file" "${camera[$body]}" "$turn" "${position[$name]:-}"
  cp "$work/$file" "../photos/$file"
  echo "$file $(stat -c %s "../photos/$file")"
done < shots

while read -r name ware dye
do
  [[ $name != '#'* && ( $wanted = '  ' || $wanted = *" picture-$name "* ) ]] || continue
  render "picture-$name" picture 480x480 "Ware=$ware" "Dye=$dye"
  $convert "$work/picture-$name.png" -alpha off -strip -sampling-factor 4:2:0 -quality 84 "../pictures/$name.jpg"
done < pictures

# film FILE CODEC… : a hand that is not quite still, and what a small sensor makes of it.
film ()
{
  local file=$1 graph=$2
  shift 2
  nice -n 15 ffmpeg -v error -y "$@" -filter_complex "$graph" -an -map_metadata -1 -fflags +bitexact -flags:v +bitexact \
    "${codec[@]}" "$work/$file"
  cp "$work/$file" "../photos/$file"
  echo "$file $(stat -c %s "../photos/$file")"
}

if [[ $wanted = '  ' || $wanted = *' films '* ]]
then
  shake="x='20+9*sin(t*2.1)+4*sin(t*5.3)':y='24+8*sin(t*1.7+1)+4*sin(t*6.1)'"
  codec=(-c:v libx264 -preset slow -crf 27 -pix_fmt yuv420p -movflags +faststart)
  film lamp-flickers.mp4 "[0][1]blend=all_expr='if(gt(sin(T*7)+sin(T*17.3)+0.8*sin(T*3.1),0.15),B,A)',crop=560:746:$shake,scale=540:720,noise=alls=7:allf=t" \
    -loop 1 -r 20 -t 5 -i "$work/lamp-dark.png" -loop 1 -r 20 -t 5 -i "$work/lamp-lit.png"
  codec=(-c:v libvpx-vp9 -crf 40 -b:v 0 -row-mt 1 -pix_fmt yuv420p)
  film pallet.webm "[0]scale=2000:1500,crop=960:540:x='120+150*t+8*sin(t*2.3)':y='260+40*t+7*sin(t*3.1)',eq=contrast=1.12:gamma=1.08,noise=alls=5:allf=t,scale=854:480" \
    -loop 1 -r 20 -t 6 -i "$work/pallet.png"
fi
