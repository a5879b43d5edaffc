output "name" {
  value = google_storage_bucket.this.name
}

output "bucket" {
  value = google_storage_bucket.this
}
