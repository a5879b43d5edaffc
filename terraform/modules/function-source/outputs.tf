output "bucket" {
  value = google_storage_bucket.this
}

output "objects" {
  description = "Name of a function => name of the object with its zip."
  value       = { for name, zip in google_storage_bucket_object.zip : name => zip.name }
}
