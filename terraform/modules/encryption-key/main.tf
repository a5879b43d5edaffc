terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

# Key rings cannot be deleted, ever: destroying and applying again needs another name.
resource "google_kms_key_ring" "this" {
  count = var.existing_key == null ? 1 : 0

  project  = var.project
  name     = var.name
  location = var.location
}

resource "google_kms_crypto_key" "this" {
  count = var.existing_key == null ? 1 : 0

  name            = var.name
  key_ring        = google_kms_key_ring.this[0].id
  purpose         = "ENCRYPT_DECRYPT"
  rotation_period = "7776000s" # 90 days

  # Losing the key loses everything that was written with it: a version destroyed by mistake can be restored for 30
  # days.
  destroy_scheduled_duration = "2592000s"
}

locals {
  key = var.existing_key == null ? google_kms_crypto_key.this[0].id : var.existing_key
}

resource "google_kms_crypto_key_iam_member" "user" {
  for_each = var.users

  crypto_key_id = local.key
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = each.value
}
