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

  # Holds nothing that the build cannot make again.
  force_destroy = true

  dynamic "encryption" {
    for_each = var.kms_key == null ? [] : [var.kms_key]
    content {
      default_kms_key_name = encryption.value
    }
  }
}

locals {
  digests = { for name, zip in var.zips : name => fileexists(zip) ? substr(filesha256(zip), 0, 16) : "missing" }
}

# The name changes with the content: a function is deployed again exactly when its zip changed, and going back to an
# older zip is a change like any other.
resource "google_storage_bucket_object" "zip" {
  for_each = var.zips

  bucket       = google_storage_bucket.this.name
  name         = "${each.key}-${local.digests[each.key]}.zip"
  source       = each.value
  content_type = "application/zip"

  lifecycle {
    # The new object is there before the old one goes.
    create_before_destroy = true

    precondition {
      condition     = local.digests[each.key] != "missing"
      error_message = "There is no ${each.value}. Build the functions first: ./mvnw -Dquick package -DskipTests"
    }
  }
}
