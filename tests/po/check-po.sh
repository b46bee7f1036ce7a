#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The translations: the template is whole, French has no gap, and both languages keep to their typography and
# to one word for one thing. TAP. Usage: tests/po/check-po.sh SOURCE-FOLDER [FRENCH.po]
set -uo pipefail
export LC_ALL=C.UTF-8
cd "$1" || exit 1

french=${2-po/fr.po}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
number=0
failures=0

# report NAME COMPLAINTS: one subtest, passed when there is no complaint
report ()
{
  number=$((number + 1))
  if [ -z "$2" ]
  then
    echo "ok $number - /po/$1"
  else
    echo "not ok $number - /po/$1"
    echo "# ${2//$'\n'/$'\n'# }"
    failures=$((failures + 1))
  fi
}

# strings FIELD FILE: the file's msgid or msgstr texts, one a line, without the header
strings ()
{
  msgcat --no-wrap --no-location "$2" | awk -v field="$1" '
    /^(msgctxt|msgid|msgid_plural|msgstr|msgstr\[[0-9]\]) / {
      taking = field == "msgstr" ? /^msgstr/ : /^msgid/
      if (/^msgid "/)
        header = 0
      if (/^msgid ""$/)
        header = 1
      sub(/^[^ ]+ /, "")
      text = substr($0, 2, length($0) - 2)
      if (taking && text != "" && !header)
        print text
      next
    }
    # Texts with line feeds go on in further lines; their msgid began empty, as the header did.
    /^"/ {
      text = substr($0, 2, length($0) - 2)
      if (taking && text !~ /^[A-Za-z-]+: .*\\n$/)
        print text
    }'
}

# complain WHAT PATTERN FILE: the lines of FILE that match, each with what is wrong about it
complain ()
{
  grep -P -- "$2" "$3" | sed "s|^|$1: |"
}

tools/pot "$work/constat.pot" 2> "$work/messages"
report template-is-made "$(cat "$work/messages")"

# A file that gettext reads as something else gives no string and no error.
report template-has-strings-of-every-file "$(grep -vE '^(#|$)' po/POTFILES.in | while read -r file
do
  grep -q "^#:.* $file\( \|$\)" "$work/constat.pot" || echo "$file"
done)"

report french-compiles "$(msgfmt --check --output-file=/dev/null "$french" 2>&1)"
# What a merge would bring in empty, what it would drop, and what somebody guessed.
msgmerge --quiet --no-fuzzy-matching --no-wrap --output-file="$work/merged.po" "$french" "$work/constat.pot"
report french-has-no-gap "$(msgattrib --untranslated --no-obsolete --no-wrap "$work/merged.po" | sed -n '1,/^$/d; /^msg\(ctxt\|id\)/p')"
report french-has-nothing-left-over "$(msgattrib --only-obsolete --no-wrap "$work/merged.po" | grep '^#~ msgid')"
report french-has-nothing-guessed "$(msgattrib --only-fuzzy --no-wrap "$french" | sed -n '1,/^$/d; /^msgid/p')"

strings msgid "$work/constat.pot" > "$work/en"
strings msgstr "$french" > "$work/fr"

# Whatever a playbook says to people is to be translated; its messages bring their languages themselves.
report playbooks-are-in-the-template "$(python3 - "$work/en" data/playbooks/*.xml << 'PYTHON'
import sys
import xml.etree.ElementTree as tree

known = set(open(sys.argv[1], encoding="utf-8").read().splitlines())
for path in sys.argv[2:]:
    for element in tree.parse(path).iter():
        text = " ".join((element.text or "").split())
        if text and element.tag != "message" and text not in known:
            print(f"{path}: {text}")
PYTHON
)"

report english-typography "$(
  complain 'straight apostrophe' "\pL'\pL" "$work/en"
  complain 'straight quotes' '\\"' "$work/en" | grep -v '=\\"'
  complain 'three dots' '\.\.\.' "$work/en"
  complain 'exclamation mark' '!' "$work/en"
  complain 'two spaces' '\S  \S' "$work/en"
)"

# No-break space (U+00A0) before a colon, inside « », before % and units; narrow one (U+202F) before ; ! ?
report french-typography "$(
  complain 'straight apostrophe' "\pL'\pL" "$work/fr"
  complain 'straight quotes' '\\"' "$work/fr" | grep -v '=\\"'
  complain 'English quotes' '[“”]' "$work/fr"
  complain 'three dots' '\.\.\.' "$work/fr"
  complain 'exclamation mark' '!' "$work/fr"
  complain 'two spaces' '\S  \S' "$work/fr"
  complain 'no-break space before the colon' '[^\x{A0}/:]:(?=\s|\\n|$)' "$work/fr"
  complain 'narrow no-break space before ; and ?' '[^\x{202F}&;?][;?](?=\s|\\n|$)' "$work/fr" | grep -vP '&\w+;|\w;\w.*;$'
  complain 'no-break space after «' '«[^\x{A0}]' "$work/fr"
  complain 'no-break space before »' '[^\x{A0}]»' "$work/fr"
  complain 'no-break space before %' '(?<![\x{A0}%])%%' "$work/fr"
  complain 'no-break space before €' '[^\x{A0}]€' "$work/fr"
  complain 'no-break space before the unit' '\d (?:h|min|s|kg|Mo|Ko|Go)\b' "$work/fr"
  complain 'capitals keep their accents' '\b(?:A (?:traiter|envoyer|examiner|confirmer|expédier|préciser)|Etat|Echéance|Etape|Etiquette|Evénement|Ecrire|Echec|Eteindre|Etablir)' "$work/fr"
  complain 'write 1re, 2e' '\d(?:ère|ème|è)\b' "$work/fr"
  complain 'write 48 h' '\d+H\b' "$work/fr"
)"

# One thing, one word: on the left what is not written, with the word to use.
report french-words "$(while IFS='=' read -r word instead
do
  grep -iP -- "(?<![\pL-])(?:$word)(?![\pL-])" "$work/fr" | sed "s|^|$instead: |"
done < <(sed -e 's/^ *//' -e '/^$/d' << 'WORDS'
  veuillez=say it plainly, with an infinitive
  oups=say what happened
  e-?mails?=courriel
  tickets?=incident
  litiges?=incident
  issues?=problème
  disputes?=arbitrage
  escalad\pL*=transmettre, arbitrage
  revendeurs?=détaillant
  rabais=remise
  réductions?=remise
  fdp=frais de port
  abîmée?s?=endommagé
  cassée?s?=endommagé, défectueux
  marketplaces?=place de marché
  plateformes?=place de marché
  bordereaux? de retour=étiquette de retour
  bons? de (?:retour|transport)=étiquette de retour
  retours?-avoirs?=retour contre avoir
  retours? échanges?=retour puis échange
  deadlines?=échéance
  slas?=délai
  dates? butoirs?=échéance
  j\. ouv\.=jour ouvré, jour ouvrable
  chômée?s?=jour férié
  verdicts?=constat
  remonter=transmettre
  assign\pL*=affecter
  réexpédi\pL*=nouvelle présentation, remplacement
  sourcer=trouver
  surpondér\pL*=trop lourd
  boutiques?=compte
  playbooks?=règles de traitement
  templates?=modèle de message
  offline=hors ligne
  online=en ligne
  checklists?=actions à mener
  items?=article
  non livrée?s?=non reçu
  sav=service après-vente
  bl=bon de livraison
WORDS
))"

echo "1..$number"
[ $failures -eq 0 ]
