variables {
  project    = "landfall-offline-test"
  loader_zip = "../../tests/sample/loader.zip"
  merge_zip  = "../../tests/sample/merge.zip"
  sweep_zip  = "../../tests/sample/sweep.zip"
}

run "complete" {
  override_data {
    target = module.landfall.module.warehouse.data.google_bigquery_dataset.existing
    values = { location = "europe-west3" }
  }

  assert {
    condition     = output.operator_environment["LANDFALL_LOCATION"] == "europe-west3" && output.landing == "gs://landfall-offline-test-landfall-landing"
    error_message = "The example deploys to its region."
  }
  assert {
    condition     = length(output.grants["serviceAccount:landfall-replicator@landfall-offline-test.iam.gserviceaccount.com"]) == 2
    error_message = "The replicator may upload, and no more."
  }
}
