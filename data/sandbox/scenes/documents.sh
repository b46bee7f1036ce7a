#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the documents people enclose, as PDF with their fonts in it, into ../documents. A developer's tool: it needs zint and
# rsvg-convert.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
mkdir -p ../documents
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

# bars NUMBER: the bars of a barcode in units of their own, 60 high.
bars ()
{
  zint -b CODE128 --notext --height=60 --scale=1 --filetype=SVG -d "$1" -o "$work/bars.svg" > /dev/null
  sed -n '/<rect/p; /<path/p' "$work/bars.svg" | sed 1d
}

# A carrier's return label, ten by fifteen centimetres.
cat > "$work/label.svg" <<SVG
<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="150mm" viewBox="0 0 400 600" font-family="Nimbus Sans">
<rect width="400" height="600" fill="white"/>
<rect x="8" y="8" width="384" height="584" fill="none" stroke="black" stroke-width="2"/>
<text x="22" y="52" font-size="34" font-weight="bold">COLIPOST</text><text x="250" y="34" font-size="14">Retour prépayé</text>
<text x="250" y="54" font-size="14">Poids max. 15 kg</text>
<path d="M8 70H392M8 170H392M8 330H392M8 520H392" stroke="black" stroke-width="2"/>
<text font-size="13"><tspan x="22" y="92">Expéditeur</tspan><tspan x="22" y="114">Client de Grand Comptoir</tspan>
<tspan x="22" y="134">À coller sur l’emballage d’origine</tspan></text>
<text font-size="13"><tspan x="22" y="194">Destinataire</tspan></text>
<text font-size="22" font-weight="bold"><tspan x="22" y="224">ATELIER VERLAINE</tspan><tspan x="22" y="252">Service retours</tspan>
<tspan x="22" y="280">12 rue des Fours</tspan><tspan x="22" y="308">26250 LIVRON-SUR-DRÔME</tspan></text>
<g transform="translate(34,345) scale(1.14,1.1)">$(bars 8R20418834702)</g>
<text x="200" y="500" font-size="20" text-anchor="middle" font-family="Nimbus Mono PS">8R 204 18834 702</text>
<text x="22" y="550" font-size="13">Réf. retour Grand Comptoir</text><text x="22" y="572" font-size="13">Colis 1 / 1</text>
</svg>
SVG

# A delivery note on which the customer has ticked what came.
cat > "$work/note.svg" <<SVG
<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 840 1188" font-family="Nimbus Sans">
<rect width="840" height="1188" fill="white"/>
<text x="60" y="90" font-size="32" font-weight="bold">Atelier Verlaine</text>
<text font-size="15"><tspan x="60" y="116">12 rue des Fours, 26250 Livron-sur-Drôme</tspan><tspan x="60" y="136">TVA FR 27 418 220 554</tspan></text>
<text x="60" y="220" font-size="28" font-weight="bold">Bon de livraison 26-0391</text>
<text font-size="16"><tspan x="520" y="90">Maison Capucine</tspan><tspan x="520" y="112">Grand Comptoir</tspan>
<tspan x="520" y="134">2 cartons</tspan></text>
<path d="M60 250H780M60 292H780M60 470H780" stroke="black" stroke-width="1.5"/>
<text font-size="16" font-weight="bold"><tspan x="60" y="277">Article</tspan><tspan x="560" y="277">Commandé</tspan><tspan x="680" y="277">Expédié</tspan></text>
<text font-size="17"><tspan x="60" y="322">AV-LUM-010  Lampe à poser « Opale », laiton</tspan><tspan x="590" y="322">3</tspan><tspan x="700" y="322">3</tspan>
<tspan x="60" y="356">Autres articles de la commande, voir facture</tspan></text>
<g stroke="#1d3fae" stroke-width="3" fill="none" stroke-linecap="round" stroke-linejoin="round"><path d="M730 318l8 9l17-24"/>
<path d="M724 350q14-8 26 2t-8 20q-22 4-18-22"/><path d="M690 372q40 6 84-6"/></g>
<text x="560" y="410" font-size="26" fill="#1d3fae" font-family="Z003" transform="rotate(-4 560 410)">manque 1 pièce</text>
<g transform="translate(60,520) scale(0.9,0.6)">$(bars BL26-0391)</g>
<text x="60" y="640" font-size="15">Toute réserve est à porter sur ce bon à la livraison.</text>
<text x="60" y="720" font-size="15">Reçu le, nom et signature :</text>
<path d="M270 726q20-60 34-10t30-22q8-20 14 8t40-14q22-8 10 16" stroke="#1d3fae" stroke-width="2.5" fill="none"/>
</svg>
SVG

rsvg-convert -f pdf -o ../documents/return-label.pdf "$work/label.svg"
rsvg-convert -f pdf -o ../documents/delivery-note.pdf "$work/note.svg"
