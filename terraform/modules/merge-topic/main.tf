terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

# Says which table has something to merge. A message is a wake-up, never the work: the work is in the ledger.
resource "google_pubsub_topic" "merge" {
  project      = var.project
  name         = var.name
  labels       = var.labels
  kms_key_name = var.kms_key

  # Messages of the last day can be replayed by a seek, whatever became of them.
  message_retention_duration = "86400s"

  message_storage_policy {
    allowed_persistence_regions = var.allowed_regions
  }
}

# Where messages and events go that no delivery could finish. See docs/deploy.md for how Eventarc's own
# subscriptions are pointed here.
resource "google_pubsub_topic" "dead_letters" {
  project      = var.project
  name         = "${var.name}-dead-letters"
  labels       = var.labels
  kms_key_name = var.kms_key

  message_storage_policy {
    allowed_persistence_regions = var.allowed_regions
  }
}

# A topic without a subscription forgets what it is sent.
resource "google_pubsub_subscription" "dead_letters" {
  project                    = var.project
  name                       = "${var.name}-dead-letters"
  topic                      = google_pubsub_topic.dead_letters.id
  labels                     = var.labels
  ack_deadline_seconds       = 60
  message_retention_duration = "2678400s" # 31 days, the most there is
  retain_acked_messages      = false

  # Never expires: by default a subscription that nobody reads is deleted after 31 days.
  expiration_policy {
    ttl = ""
  }
}
