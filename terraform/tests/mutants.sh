#!/usr/bin/env bash
# Do the tests bite? Makes each change of mutants.txt alone to a copy of terraform/, runs the test file that should
# fail, and prints the assertion that did. Status 1 if a change got through.
#
# Usage: mutants.sh CHECKER [NAME...]     CHECKER is the offline checker, called as CHECKER --no-fmt --no-test DIR -- ...
set -euo pipefail

checker="$(realpath "$1")"
shift
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

survivors=0
while IFS='|' read -r name file test expression; do
  case "$name" in '' | '#'*) continue ;; esac
  if [ $# -gt 0 ] && [[ " $* " != *" $name "* ]]; then continue; fi
  rm -rf "$work/terraform"
  cp -r "$root/terraform" "$work/terraform"
  ln -sfn "$root/gcp" "$work/gcp"
  python3 - "$work/terraform/$file" "$expression" <<'PY'
import re, sys
path, expression = sys.argv[1:]
before, after = (part.replace("\\n", "\n") for part in expression.split(" =>", 1))
text = open(path).read()
changed = text.replace(before, after.removeprefix(" "), 1)
if changed == text:
    sys.exit(f"The change does not fit any more: {before!r} is not in {path}")
open(path, "w").write(changed)
PY
  if "$checker" --no-fmt --no-test "$work/terraform" -- test -no-color -filter="tests/$test.tftest.hcl" >"$work/log" 2>&1; then
    echo "SURVIVED | $name | $file"
    survivors=1
  elif promise="$(sed -n '/^Error: Test assertion failed/,$p' "$work/log" | sed 1d | grep -m1 '^[A-Z]')"; then
    echo "caught   | $name | $test | ${promise%%: [*}"
  else
    echo "BROKEN   | $name: not by an assertion:"
    tail -15 "$work/log"
    survivors=1
  fi
done <"$here/mutants.txt"
exit $survivors
