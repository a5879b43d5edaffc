terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

# A message is a wake-up; what is in it does not matter. One that is late or comes twice only sweeps once more.
resource "google_pubsub_topic" "this" {
  project      = var.project
  name         = var.name
  labels       = var.labels
  kms_key_name = var.kms_key

  message_storage_policy {
    allowed_persistence_regions = var.allowed_regions
  }
}

resource "google_cloud_scheduler_job" "this" {
  project     = var.project
  region      = var.region
  name        = var.name
  description = "Wakes Landfall's sweep"
  schedule    = var.schedule
  time_zone   = "Etc/UTC"

  pubsub_target {
    topic_name = google_pubsub_topic.this.id
    data       = base64encode("sweep")
  }

  # The next tick does the same work, so a tick that cannot be published is tried again only for a short while.
  retry_config {
    retry_count          = 3
    min_backoff_duration = "10s"
    max_backoff_duration = "60s"
  }
}
