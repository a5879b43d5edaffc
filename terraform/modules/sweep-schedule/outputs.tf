output "topic" {
  value = google_pubsub_topic.this
}

output "job" {
  value = google_cloud_scheduler_job.this
}
