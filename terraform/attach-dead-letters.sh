#!/usr/bin/env bash
# Points the subscriptions that Eventarc made for the given triggers at a dead letter topic, and lets them keep messages
# for seven days instead of one. Run again, it changes nothing. `terraform output -raw attach_dead_letters` prints the
# call. With --check it only says whether they are attached: status 1 if one is not.
set -euo pipefail

usage() {
  echo "Usage: $0 --project P --dead-letter-topic T --attempts N --pubsub-agent EMAIL [--check] TRIGGER..." >&2
  echo "       TRIGGER is projects/P/locations/L/triggers/T" >&2
  exit 2
}

project='' topic='' attempts='' agent='' check=false
triggers=()
while [ $# -gt 0 ]; do
  case "$1" in
    --project) project="${2:-}"; shift 2 || usage ;;
    --dead-letter-topic) topic="${2:-}"; shift 2 || usage ;;
    --attempts) attempts="${2:-}"; shift 2 || usage ;;
    --pubsub-agent) agent="${2:-}"; shift 2 || usage ;;
    --check) check=true; shift ;;
    -*) usage ;;
    *) triggers+=("$1"); shift ;;
  esac
done
[ -n "$project" ] && [ -n "$topic" ] && [ -n "$attempts" ] && [ -n "$agent" ] && [ ${#triggers[@]} -gt 0 ] || usage

status=0
for trigger in "${triggers[@]}"; do
  subscription="$(gcloud eventarc triggers describe "$trigger" --project "$project" \
    --format 'value(transport.pubsub.subscription)')"
  if [ -z "$subscription" ]; then
    echo "$trigger has no subscription yet; wait until 'gcloud eventarc triggers describe' shows one" >&2
    exit 1
  fi

  if $check; then
    found="$(gcloud pubsub subscriptions describe "$subscription" --project "$project" \
      --format 'value(deadLetterPolicy.deadLetterTopic)')"
    if [ "$found" = "projects/$project/topics/$topic" ]; then
      echo "attached      $subscription"
    else
      echo "NOT attached  $subscription"
      status=1
    fi
    continue
  fi

  # Pub/Sub itself takes the message out of this subscription and publishes it to the topic; the right to publish is
  # granted by Terraform.
  gcloud pubsub subscriptions add-iam-policy-binding "$subscription" --project "$project" \
    --member "serviceAccount:$agent" --role roles/pubsub.subscriber --quiet >/dev/null
  gcloud pubsub subscriptions update "$subscription" --project "$project" \
    --dead-letter-topic "$topic" --dead-letter-topic-project "$project" \
    --max-delivery-attempts "$attempts" --message-retention-duration 7d --quiet >/dev/null
  echo "attached      $subscription"
done
exit $status
