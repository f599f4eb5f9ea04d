# Reads `nm -D --defined-only LIBRARY`; writes the list of its functions, as
# DELAY_LOAD(index, name), to the file LIST, and the versions they have to
# the linker script VERSIONS. Data cannot be delayed and is left out. With what
# `nm -u OBJECTS` says in front, only what the objects want is listed.
$1 == "U" {
  wanted[$2]
  some = 1
  next
}
$2 ~ /^[TWi]$/ && $3 !~ /^_/ {
  count = split($3, part, /@+/)
  if (count > 1 && $3 !~ /@@/) next  # an old version, not the default
  if (some && !(part[1] in wanted)) next
  printf "DELAY_LOAD(%d, %s)\n", functions++, part[1] > LIST
  version = count > 1 ? part[2] : ""
  members[version] = members[version] " " part[1] ";"
}
END {
  for (version in members)
    printf "%s { global:%s };\n", version, members[version] > VERSIONS
}
