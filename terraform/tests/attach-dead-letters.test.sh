#!/usr/bin/env bash
# Runs attach-dead-letters.sh with a gcloud that only writes down how it was called. Status 0 if all is as promised.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

cat >"$work/gcloud" <<'FAKE'
#!/usr/bin/env bash
echo "$*" >>"$CALLS"
case "$*" in
  "eventarc triggers describe projects/p/locations/us/triggers/new"*) ;;
  "eventarc triggers describe"*) echo "projects/p/subscriptions/eventarc-us-$(basename "$4")-sub-1" ;;
  "pubsub subscriptions describe"*) echo "${ATTACHED_TO:-}" ;;
esac
FAKE
chmod +x "$work/gcloud"
export CALLS="$work/calls" PATH="$work:$PATH"

failures=0
expect() { # what, wanted, got
  if [ "$2" = "$3" ]; then echo "ok    $1"; else
    printf 'FAIL  %s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3"
    failures=$((failures + 1))
  fi
}
run() {
  : >"$CALLS"
  set +e
  output="$("$here/../attach-dead-letters.sh" "$@" 2>&1)"
  status=$?
  set -e
}
common=(--project p --dead-letter-topic dead --attempts 30 --pubsub-agent service-1@gcp-sa-pubsub.iam.gserviceaccount.com)
loader=projects/p/locations/us/triggers/landfall-loader-1
merger=projects/p/locations/us-central1/triggers/landfall-merger-2

run "${common[@]}" "$loader" "$merger"
expect "attaches" 0 "$status"
expect "asks for each trigger's subscription" 2 "$(grep -c '^eventarc triggers describe' "$CALLS")"
expect "lets Pub/Sub take messages out of each" 2 \
  "$(grep -c -- 'add-iam-policy-binding projects/p/subscriptions/eventarc-us-.* --member serviceAccount:service-1@gcp-sa-pubsub.iam.gserviceaccount.com --role roles/pubsub.subscriber' "$CALLS")"
expect "sets topic, attempts and retention of each" 2 \
  "$(grep -c -- 'subscriptions update .* --dead-letter-topic dead --dead-letter-topic-project p --max-delivery-attempts 30 --message-retention-duration 7d' "$CALLS")"
expect "grants before it sets" "add-iam-policy-binding update add-iam-policy-binding update" \
  "$(awk '/^pubsub/ {print $3}' "$CALLS" | xargs)"

run "${common[@]}" projects/p/locations/us/triggers/new
expect "refuses a trigger without a subscription" 1 "$status"
expect "changes nothing then" 0 "$(grep -c '^pubsub' "$CALLS" || true)"

ATTACHED_TO=projects/p/topics/dead run "${common[@]}" --check "$loader" "$merger"
expect "--check finds them attached" 0 "$status"
expect "--check changes nothing" 0 "$(grep -c 'update\|add-iam' "$CALLS" || true)"

ATTACHED_TO='' run "${common[@]}" --check "$loader"
expect "--check finds one that is not" 1 "$status"

run --project p "$loader"
expect "wrong usage" 2 "$status"

exit $((failures > 0))
