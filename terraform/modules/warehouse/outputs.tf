output "staging" {
  value = google_bigquery_dataset.staging
}

output "targets" {
  description = "Name of every target dataset, known once it is there."
  value = merge(
    { for name, dataset in google_bigquery_dataset.target : name => dataset.dataset_id },
    { for name, dataset in data.google_bigquery_dataset.existing : name => dataset.dataset_id },
  )
}

output "created" {
  value = google_bigquery_dataset.target
}
