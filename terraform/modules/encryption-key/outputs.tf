output "id" {
  description = "Full name of the key; known only once everyone who needs it may use it."
  value       = local.key
  depends_on  = [google_kms_crypto_key_iam_member.user]
}

output "created" {
  value = length(google_kms_crypto_key.this) == 1
}

output "rotation_period" {
  value = one(google_kms_crypto_key.this[*].rotation_period)
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
