# SPDX-License-Identifier: GPL-3.0-or-later
# Line up the parameters of function definitions: types, then stars, then names, each in its column.
# uncrustify can line up names, but lets a longest type touch the stars of its neighbour.

function trimmed (text)
{
  gsub (/^[ ]+|[ ]+$/, "", text)
  return text
}

# Take "const char *note" apart; what is no plain declaration ("void", "...") stays whole in its type.
function take (text,   name, rest)
{
  n++
  text = trimmed(text)
  type[n] = text
  stars[n] = ""
  names[n] = ""
  if (text !~ /^[A-Za-z_][A-Za-z0-9_ *]*[ *][A-Za-z_][A-Za-z0-9_]*(\[[^\]]*\])*$/)
    return
  match(text, /[A-Za-z_][A-Za-z0-9_]*(\[[^\]]*\])*$/)
  name = substr(text, RSTART)
  rest = trimmed(substr(text, 1, RSTART - 1))
  match(rest, /\**$/)
  names[n] = name
  stars[n] = substr(rest, RSTART)
  type[n] = trimmed(substr(rest, 1, RSTART - 1))
}

function flush_definition (   i, width, depth, line)
{
  width = depth = 0
  for (i = 1; i <= n; i++)
    if (names[i] != "")
      {
        if (length(type[i]) > width)
          width = length(type[i])
        if (length(stars[i]) > depth)
          depth = length(stars[i])
      }
  for (i = 1; i <= n; i++)
    {
      line = i == 1 ? head : sprintf("%*s", length(head), "")
      if (names[i] != "")
        line = line type[i] sprintf("%*s", width + 1 + depth - length(type[i]) - length(stars[i]), "") stars[i] names[i]
      else
        line = line type[i]
      print line (i < n ? "," : ")")
    }
  n = 0
  inside = 0
}

function take_line (text)
{
  if (text ~ /,$/)
    take(substr(text, 1, length(text) - 1))
  else if (text ~ /\)$/)
    {
      take(substr(text, 1, length(text) - 1))
      flush_definition()
    }
  else
    return 0
  return 1
}

!inside && /^[a-z_][A-Za-z0-9_]* \([^()]*[,)]$/ {
  match($0, /^[a-z_][A-Za-z0-9_]* \(/)
  head = substr($0, 1, RLENGTH)
  inside = 1
  take_line(substr($0, RLENGTH + 1))
  next
}

inside {
  if (!take_line($0))
    exit 1
  next
}

{ print }
