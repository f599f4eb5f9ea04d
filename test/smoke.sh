#!/bin/sh
# The least that must work, in a second: smoke.sh path/to/lode
set -e
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
printf '%s' 'process.stdout.write("light")' > "$dir/a.js"
for door in fast plain; do
  [ "$(LODE_ENGINE=$door "$1" "$dir/a.js")" = light ]
done
