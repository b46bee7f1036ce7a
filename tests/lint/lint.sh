#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The house rules a compiler cannot see, one TAP subtest each. A rule is a function that prints what breaks it.
# Usage: tests/lint/lint.sh SOURCE-FOLDER
set -uo pipefail
export LC_ALL=C.UTF-8
cd "$1" || exit 1

# Every text file of the project, without build folders and installed node modules.
project_files ()
{
  find . \( -name '.git' -o -name 'build*' -o -name 'node_modules' -o -name '__pycache__' \) -prune -o -type f -print |
    sed 's|^\./||' | grep -vE '\.(png|jpe?g|heic|mp4|webm|pdf|db|mo|gz)$|^package-lock.json$|/package-lock.json$' | sort
}

c_files ()
{
  find "$@" -name '*.[ch]' | sort
}

scripts ()
{
  project_files | while read -r file
  do
    [[ $(head -c 40 "$file" | tr -d '\0' | head -n 1) =~ ^#!.*(ba)?sh$ || $file = tools/*.sh ]] && echo "$file"
  done
}

# A floor's library refuses the headers of a higher floor, but not a path that climbs out of it.
rule_no_parent_folder_in_an_include ()
{
  c_files src tests | xargs grep -nE '^[[:space:]]*#[[:space:]]*include[^"<]*["<][^">]*\.\./'
}

rule_toolkit_only_in_ui ()
{
  c_files src | grep -v '^src/ui/' | xargs grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*<(gtk|gdk|gsk|adwaita)[/.]'
}

# What a site can do is a capability; its name is known to its connector and to the sandbox only.
rule_no_site_names_above_the_connectors ()
{
  c_files src | grep -vE '^src/(marketplace|sandbox)/' | xargs grep -niE 'mirakl|medusa|dropea|orderchamp'
  find data/ui -name '*.ui' -exec grep -niE 'mirakl|medusa|dropea|orderchamp' {} + 2> /dev/null
}

rule_nothing_left_for_later ()
{
  project_files | grep -vE '^(LICENSE|tests/lint/lint\.sh)$' |
    xargs grep -nIE '\b(TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b|[Ll]orem [i]psum'
}

rule_license_in_every_source ()
{
  project_files | grep -E '\.([ch]|sh|py|awk|mjs|cfg)$|(^|/)meson\.build$|^meson_options\.txt$|^(run|check|\.ci/run)$|^tools/' |
    xargs grep -LE 'SPDX-License-Identifier: (GPL-3\.0-or-later|CC0-1\.0|FSFAP)'
}

# The aim is 100 columns; beyond 120 a line is refused. Strings that cannot be broken are no excuse: name them.
rule_no_line_beyond_120_columns ()
{
  c_files src tests | xargs grep -nE '^.{121,}$' | cut -c1-100
}

rule_no_tabs_and_no_trailing_spaces ()
{
  c_files src tests | xargs grep -nE $'\t|[[:space:]]$'
  project_files | grep -E '\.(ui|xml|md|sh)$' | xargs -r grep -nE '[[:space:]]$'
}

rule_every_source_is_built ()
{
  local file built name

  built=$(find src tests -name meson.build -exec cat {} +)
  c_files src tests | grep '\.c$' | while read -r file
  do
    name=$(basename "$file" .c)
    [[ $built = *"$name"* || $built = *"'${name#test-}'"* ]] || echo "$file is in no meson.build"
  done
}

# Files whose strings are translated, found by how they mark them.
translatable_files ()
{
  c_files src | xargs grep -lE '\b(_|N_|C_|NC_|ngettext|g_dngettext) ?\(("|$)'
  find data \( -name '*.ui' -o -name '*.gschema.xml' \) -exec grep -lE 'translatable="(yes|true)"|gettext-domain=' {} +
  find data \( -name '*.desktop.in' -o -name '*.metainfo.xml.in' \)
  find data/calendars data/carriers data/playbooks -name '*.xml' 2> /dev/null
}

rule_every_translatable_file_is_listed ()
{
  diff <(translatable_files | sort -u) <(grep -vE '^(#|$)' po/POTFILES.in | sort -u) |
    sed -n -e 's/^< \(.*\)/\1 is missing in po\/POTFILES.in/p' -e 's/^> \(.*\)/\1 is listed in po\/POTFILES.in for nothing/p'
}

rule_list_of_translatable_files_is_sorted ()
{
  grep -vE '^(#|$)' po/POTFILES.in | LC_ALL=C sort -c -u 2>&1
}

rule_every_template_and_icon_is_a_resource ()
{
  local file resources

  resources=$(find data src -name '*.gresource.xml' -exec cat {} +)
  find data \( -name '*.ui' -o -name '*-symbolic.svg' \) | while read -r file
  do
    [[ $resources = *"$(basename "$file")"* ]] || echo "$file is in no gresource"
  done
}

# An icon that is not there shows as a broken picture, and no compiler minds.
rule_every_icon_that_is_named_exists ()
{
  grep -rhoE 'constat-[a-z-]+-symbolic' src/ui data/ui | sort -u | while read -r icon
  do
    [ -e "data/icons/symbolic/scalable/status/$icon.svg" ] || echo "$icon"
  done
}

# Paths of somebody's machine say nothing to anybody else.
rule_no_paths_of_a_machine ()
{
  project_files | grep -v '^LICENSE$' |
    xargs grep -nIE '(^|[^[:alnum:]_.])/(hom[e]|roo[t]|User[s]|wor[k]|far[m]|tmp/w[t]|tmp/pla[n])/|\.\./share[d]/'
}

rule_links_in_documents_lead_somewhere ()
{
  local file link

  project_files | grep '\.md$' | while read -r file
  do
    grep -oE '\]\([^)#]+' "$file" | cut -c3- | grep -v '^https\?:' | while read -r link
    do
      [ -e "$(dirname "$file")/$link" ] || echo "$file: $link"
    done
  done
}

rule_xml_is_well_formed ()
{
  project_files | grep -E '\.(ui|xml|svg|its|loc)$|\.xml\.in$' | xargs -r xmllint --noout 2>&1
}

rule_json_is_well_formed ()
{
  local file

  project_files | grep '\.json$' | while read -r file
  do
    python3 -m json.tool "$file" > /dev/null 2>&1 || echo "$file"
  done
}

rule_scripts_pass_shellcheck ()
{
  scripts | xargs shellcheck -x 2>&1
}

rules=()
while read -r _ _ name
do
  [[ $name = rule_* ]] && rules+=("$name")
done < <(declare -F)

failures=0
number=0
for rule in "${rules[@]}"
do
  number=$((number + 1))
  name=${rule#rule_}
  found=$($rule)
  if [ -z "$found" ]
  then
    echo "ok $number - /lint/${name//_/-}"
  else
    echo "not ok $number - /lint/${name//_/-}"
    echo "# ${found//$'\n'/$'\n'# }"
    failures=$((failures + 1))
  fi
done
echo "1..$number"
[ $failures -eq 0 ]
