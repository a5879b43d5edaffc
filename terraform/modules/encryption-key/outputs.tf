output "id" {
  description = "Full name of the key, known already when planning; whoever uses it waits for the grants."
  value       = coalesce(var.existing_key, "projects/${var.project}/locations/${var.location}/keyRings/${var.name}/cryptoKeys/${var.name}")
  depends_on  = [google_kms_crypto_key.this, google_kms_crypto_key_iam_member.user]
}

output "created" {
  value = length(google_kms_crypto_key.this) == 1
}

output "rotation_period" {
  value = one(google_kms_crypto_key.this[*].rotation_period)
}

output "restorable" {
  description = "How long a destroyed version can be restored."
  value       = one(google_kms_crypto_key.this[*].destroy_scheduled_duration)
}

output "location" {
  value = one(google_kms_key_ring.this[*].location)
}

output "grants" {
  value = [for grant in google_kms_crypto_key_iam_member.user : {
    member   = grant.member
    role     = grant.role
    resource = "key ${grant.crypto_key_id}"
  }]
}
