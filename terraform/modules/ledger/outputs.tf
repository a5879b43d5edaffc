output "database" {
  value = local.database
}

output "created" {
  value = one(google_firestore_database.this)
}

output "unindexed" {
  description = "collection.field of everything that has no index."
  value       = sort([for field in google_firestore_field.unindexed : "${field.collection}.${field.field}" if length(field.index_config) == 1 && length(field.index_config[0].indexes) == 0])
}

output "expiring_fields" {
  description = "Fields whose time to live deletes documents: none, on purpose."
  value       = [for field in google_firestore_field.unindexed : "${field.collection}.${field.field}" if length(field.ttl_config) > 0]
}

output "indexes" {
  value = { for name, index in google_firestore_index.by_table_and_state : name => [for field in index.fields : "${field.field_path} ${field.order}"] }
}

output "sums" {
  description = "What is summed over the files of a table."
  value       = { (google_firestore_index.duplicates_by_table.collection) = [for field in google_firestore_index.duplicates_by_table.fields : "${field.field_path} ${field.order}"] }
}
