#!/bin/sh
# The least that must work, in a second: smoke.sh path/to/lode
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
printf '%s' 'setTimeout(() => { process.exitCode = 3 }, 1)' > "$dir/a.js"
for door in fast plain; do
  LODE_ENGINE=$door "$1" "$dir/a.js"
  [ $? = 3 ] || exit 1
done
