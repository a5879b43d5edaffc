terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

locals {
  created  = setsubtract(var.datasets, var.existing_datasets)
  existing = setintersection(var.datasets, var.existing_datasets)
}

# One table per batch, dropped when it is merged; the expiration takes what a crash left. The tombstones of deleted rows
# are here too, in tables that never expire: without them an old file could bring a deleted row back.
resource "google_bigquery_dataset" "staging" {
  project                     = var.project
  dataset_id                  = var.staging_dataset
  location                    = var.location
  labels                      = var.labels
  description                 = "Landfall: one table per loaded batch, until it is merged, and the tombstones of deleted rows."
  default_table_expiration_ms = var.staging_expiration_days * 24 * 3600 * 1000
  # Time travel of tables that live for a day or two only costs storage.
  max_time_travel_hours      = "48"
  delete_contents_on_destroy = var.allow_destroy

  dynamic "default_encryption_configuration" {
    for_each = var.kms_key == null ? [] : [var.kms_key]
    content {
      kms_key_name = default_encryption_configuration.value
    }
  }
}

resource "google_bigquery_dataset" "target" {
  for_each = local.created

  project                    = var.project
  dataset_id                 = each.value
  location                   = var.location
  labels                     = var.labels
  delete_contents_on_destroy = var.allow_destroy

  dynamic "default_encryption_configuration" {
    for_each = var.kms_key == null ? [] : [var.kms_key]
    content {
      kms_key_name = default_encryption_configuration.value
    }
  }
}

data "google_bigquery_dataset" "existing" {
  for_each = local.existing

  project    = var.project
  dataset_id = each.value

  lifecycle {
    postcondition {
      condition     = lower(self.location) == lower(var.location)
      error_message = "Dataset ${each.value} is in ${self.location}, the deployment in ${var.location}: no job can read the one and write the other. Deploy Landfall in ${self.location}, or copy the dataset."
    }
  }
}
