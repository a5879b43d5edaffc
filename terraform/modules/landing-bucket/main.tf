terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

resource "google_storage_bucket" "this" {
  project  = var.project
  name     = var.name
  location = var.location
  labels   = var.labels

  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = var.allow_destroy

  # Off by default. Landing objects are written once under names of their own, and a load job reads the newest
  # generation and cannot be pointed at an older one: a kept version could not be loaded, only paid for. What was
  # deleted or overwritten by mistake is kept by soft delete below.
  versioning {
    enabled = var.versioning
  }

  soft_delete_policy {
    retention_duration_seconds = var.soft_delete_days * 24 * 3600
  }

  # Everything merged is in BigQuery. Load jobs refuse a bucket with some 60 million objects.
  lifecycle_rule {
    condition {
      age            = var.retention_days
      matches_prefix = [var.landing_prefix]
    }
    action {
      type = "Delete"
    }
  }

  dynamic "lifecycle_rule" {
    for_each = var.versioning ? [1] : []
    content {
      condition {
        days_since_noncurrent_time = var.soft_delete_days
        with_state                 = "ARCHIVED"
      }
      action {
        type = "Delete"
      }
    }
  }

  # What an upload that died left behind.
  lifecycle_rule {
    condition {
      age = 7
    }
    action {
      type = "AbortIncompleteMultipartUpload"
    }
  }

  dynamic "encryption" {
    for_each = var.kms_key == null ? [] : [var.kms_key]
    content {
      default_kms_key_name = encryption.value
    }
  }
}
