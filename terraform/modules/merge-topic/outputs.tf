output "merge" {
  value = google_pubsub_topic.merge
}

output "dead_letters" {
  value = google_pubsub_topic.dead_letters
}

output "dead_letter_subscription" {
  value = google_pubsub_subscription.dead_letters
}
