#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Prints what is of paper in the scenes into a folder: labels with their barcodes, delivery notes, what stands on cartons, and the
# room that glazes mirror. A developer's tool: it needs imagemagick and zint. Usage: papers.sh FOLDER
set -euo pipefail
out=$1
mkdir -p "$out"
cd "$out"
convert=/usr/bin/convert
sans=Nimbus-Sans-Regular
bold=Nimbus-Sans-Bold
mono=Nimbus-Mono-PS-Bold

# label NAME CARRIER NUMBER WEIGHT LINE…: a carrier's label, 1000 by 1400, ten by fourteen centimetres.
label ()
{
  local name=$1 carrier=$2 number=$3 weight=$4 y=430 line
  shift 4
  zint -b CODE128 --notext --height=60 --scale=4 -d "$number" -o bars.png > /dev/null
  zint -b DATAMATRIX --scale=8 -d "$number;ATELIER VERLAINE;26250" -o matrix.png > /dev/null
  $convert bars.png -trim -filter point -resize '860x330!' bars.png
  $convert matrix.png -trim -filter point -resize '190x190!' matrix.png
  $convert -size 1000x1400 xc:'#f4f3ee' -fill '#16161a' \
    -font $bold -pointsize 76 -annotate +50+105 "$carrier" -font $sans -pointsize 30 -annotate +640+70 'Service 24H' \
    -annotate +640+110 "Poids $weight kg" -draw 'rectangle 0,140 1000,146' \
    -pointsize 26 -annotate +50+185 'Exp. ATELIER VERLAINE, 12 rue des Fours' -annotate +50+218 '26250 LIVRON-SUR-DRÔME   France' \
    -draw 'rectangle 0,240 1000,244' -pointsize 28 -annotate +50+290 'Destinataire' \
    -draw 'rectangle 0,740 1000,746' -draw 'rectangle 0,1250 1000,1256' "$name.png"
  for line in "$@"
  do
    $convert "$name.png" -fill '#16161a' -font $bold -pointsize 54 -annotate +50+$((y - 70)) "$line" "$name.png"
    y=$((y + 66))
  done
  $convert "$name.png" matrix.png -geometry +760+520 -composite bars.png -geometry +70+790 -composite \
    -fill '#16161a' -font $mono -pointsize 58 -gravity north -annotate +0+1150 "${number:0:2} ${number:2:3} ${number:5:5} ${number:10}" \
    -gravity southwest -font $sans -pointsize 30 -annotate +50+60 'Colis 1 / 1' -annotate +400+60 'Grand Comptoir' \
    -annotate +760+60 'Réf. 0417' "$name.png"
}

label label-paris COLIPOST 6A20418834416 4,2 'PAPETERIE DU PARC' 'Mme Hélène Garnier' '8 avenue du Parc' '69006 LYON'
label label-gent 'b-pakket' 3SDEVC2088440 6,8 'HET KLEINE MAGAZIJN' 'Marieke Bakker' 'Oude Gracht 112' '3511 AX UTRECHT'
label label-freiburg 'PAKET+' 01506090418442 9,1 'LIEBLINGSSTÜCKE' 'Anneliese Kübler' 'Gerberau 14' '79098 FREIBURG'
label label-cellar COLIPOST 6A20418801177 3,6 "LIBRAIRIE L’ŒIL ÉCOUTE" 'c/o Œnothèque Saint-Roch' '3 place du Marché' '34000 MONTPELLIER'

# note NAME TITLE LINE…: a delivery note, 1480 by 1050, half a sheet.
note ()
{
  local name=$1 title=$2 y=470 line
  shift 2
  $convert -size 1480x1050 xc:'#f6f5f1' -fill '#1b1b20' -font $bold -pointsize 58 -annotate +70+110 'Atelier Verlaine' \
    -font $sans -pointsize 30 -annotate +70+160 '12 rue des Fours, 26250 Livron-sur-Drôme' -font $bold -pointsize 54 \
    -annotate +70+290 "$title" -draw 'rectangle 70,330 1410,335' -font $sans -pointsize 30 -annotate +70+385 'Article' \
    -annotate +1180+385 'Quantité' -draw 'rectangle 70,405 1410,407' "$name.png"
  for line in "$@"
  do
    $convert "$name.png" -fill '#1b1b20' -font $sans -pointsize 42 -annotate +70+$y "${line%|*}" "$name.png"
    [ "$line" = "${line%|*}" ] ||
      $convert "$name.png" -fill '#1b1b20' -font $bold -pointsize 42 -annotate +1250+$y "${line#*|}" "$name.png"
    y=$((y + 74))
  done
  $convert "$name.png" -fill '#3d3d46' -font $sans -pointsize 26 -annotate +70+980 \
    'Toute réserve est à faire à la livraison. TVA FR 27 418 220 554' "$name.png"
}

note note-blue 'Bon de livraison 26-0418' 'AV-TEX-011  Coussin lin lavé' '     BLEU NUIT, 45 × 45|6'
note note-ochre 'Bon de livraison 26-0377' 'AV-TEX-010  Coussin lin lavé' '     OCRE, 45 × 45|8'
note note-amber 'Bon de livraison 26-0366' 'AV-VER-011  Verre soufflé « Onde »' '     AMBRE|12'
note note-ecru 'Bon de livraison 26-0341' 'AV-TEX-020  Plaid gaufré' '     ÉCRU, 130 × 180|5'
note note-stripe 'Bon de livraison 26-0298' "AV-TEX-041  Torchon nid d’abeille" '     RAYÉ BLEU, lot de 2|20'
note note-cups 'Bon de livraison 26-0402' 'AV-CER-020  Tasse « Matin »' '     BLANC CASSÉ|12'

# What rain, a thumb and a conveyor do to a label: ink that ran, and brown water.
$convert -size 1000x1400 -seed 5 plasma:black-white -colorspace gray -blur 0x40 -auto-level -sigmoidal-contrast 16x46% run.png
$convert -size 1000x1400 -seed 8 plasma:black-white -colorspace gray -blur 0x18 -auto-level +level-colors '#fffaf0','#cdb892' stain.png
$convert label-gent.png \( +clone -motion-blur 0x34+84 -blur 0x3 -fill '#4a4a6a' -tint 60 \) run.png -composite \
  stain.png -compose multiply -composite -compose over -background none -wave 6x350 -gravity center -crop 1000x1400+0+0 +repage \
  label-smeared.png
$convert label-paris.png \( +clone -fill '#6a5a49' -colorize 12 -blur 0x5 \) \
  \( -size 1000x1400 -seed 21 plasma:black-white -blur 0x14 -auto-level -threshold 55% -blur 0x4 \) -composite label-scuffed.png
# A corner and the middle of the barcode torn off: what stays shows the white core of the paper.
$convert -size 1000x1400 -seed 33 plasma:black-white -blur 0x7 -auto-level \
  \( -size 1000x1400 radial-gradient:white-black -distort SRT '1.05,0.62 24' -roll +250+240 \) -compose plus -composite \
  -threshold 74% -negate -blur 0x1 torn-mask.png
$convert torn-mask.png -morphology erode disk:9 -blur 0x2 torn-core.png
$convert \( -size 1000x1400 xc:'#fbf8ee' \) label-paris.png torn-core.png -composite torn-mask.png -alpha off -compose copy-opacity \
  -composite label-torn.png

# Printing on cartons, transparent elsewhere.
$convert -size 1400x1000 xc:none -fill '#2c1d12' -font $bold -pointsize 130 -gravity north -annotate +0+90 'ATELIER VERLAINE' \
  -font $sans -pointsize 60 -annotate +0+250 'arts de la table depuis 1974' -stroke '#2c1d12' -strokewidth 16 -fill none \
  -draw 'rectangle 180,520 420,840' -draw 'path "M 235,800 L 365,800 M 300,800 L 300,700 M 240,570 Q 245,700 300,700 Q 355,700 360,570 Z"' \
  -draw 'rectangle 480,520 720,840' -draw 'path "M 545,800 L 545,590 L 510,640 M 545,590 L 580,640 M 655,800 L 655,590 L 620,640 M 655,590 L 690,640"' \
  -stroke none -fill '#2c1d12' -gravity northwest -font $bold -pointsize 120 -annotate +790+610 'FRAGILE' -font $sans -pointsize 56 \
  -annotate +790+760 'Verre · Céramique' -channel A -evaluate multiply 0.78 print-side.png
$convert -size 1400x300 xc:none -fill '#b3201b' -font $bold -pointsize 150 -gravity center -annotate +0+0 'FRAGILE   FRAGILE' print-tape.png

# A candle's paper, three times around its glass.
$convert -size 950x420 xc:'#efe9da' -fill '#26221d' -font URW-Bookman-Light -pointsize 110 -gravity north -annotate +0+60 'Figuier' \
  -draw 'rectangle 300,205 650,209' -font $sans -pointsize 46 -annotate +0+235 'ATELIER VERLAINE' -pointsize 40 \
  -annotate +0+325 'cire végétale · 180 g' -gravity northwest -roll -237+0 candle.png
$convert candle.png candle.png candle.png +append paper-candle.png

# The room: a bright wall of windows, lamps on the ceiling, shelves and a dark floor.
$convert -size 1024x512 gradient:'#c9c8c4'-'#8e8a84' -fill '#5d564e' -draw 'rectangle 0,262 1024,512' \
  -fill '#f9fbff' -draw 'rectangle 120,130 200,235' -draw 'rectangle 212,130 292,235' -draw 'rectangle 640,60 700,80' \
  -draw 'rectangle 740,60 800,80' -draw 'rectangle 640,100 705,114' -fill '#6b5a45' -draw 'rectangle 380,190 560,262' \
  -fill '#94764f' -draw 'rectangle 395,200 440,228' -draw 'rectangle 450,206 500,228' -draw 'rectangle 400,236 470,260' \
  -fill '#4a4e55' -draw 'rectangle 880,170 960,262' -blur 0x2 room.png
rm -f candle.png run.png stain.png bars.png matrix.png torn-mask.png torn-core.png
