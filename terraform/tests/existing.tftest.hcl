# What is there already is used, and left alone.

variables {
  project           = "landfall-offline-test"
  location          = "EU"
  datasets          = ["sales", "crm"]
  existing_datasets = ["crm"]
  loader_zip        = "tests/sample/loader.zip"
  merge_zip         = "tests/sample/merge.zip"
  sweep_zip         = "tests/sample/sweep.zip"
}

run "existing_dataset" {
  override_data {
    target = module.warehouse.data.google_bigquery_dataset.existing
    values = { location = "EU" }
  }

  assert {
    condition     = keys(module.warehouse.created) == ["sales"]
    error_message = "A dataset that exists is not made."
  }
  assert {
    condition     = contains(output.grants["serviceAccount:landfall-merger@landfall-offline-test.iam.gserviceaccount.com"], "roles/bigquery.dataEditor on dataset crm")
    error_message = "A dataset that exists is granted like the others."
  }
  assert {
    condition     = output.environment.loader["LANDFALL_DATASETS"] == "crm,sales"
    error_message = "A dataset that exists is allowed like the others."
  }
}

run "existing_dataset_elsewhere" {
  command = plan

  module {
    source = "./modules/warehouse"
  }

  variables {
    location                = "EU"
    staging_dataset         = "landfall_staging"
    staging_expiration_days = 3
  }

  override_data {
    target = data.google_bigquery_dataset.existing
    values = { location = "US" }
  }

  # No job can read a dataset in one location and write to another.
  expect_failures = [data.google_bigquery_dataset.existing]
}

run "existing_database" {
  override_data {
    target = module.warehouse.data.google_bigquery_dataset.existing
    values = { location = "EU" }
  }

  variables {
    create_firestore_database = false
    firestore_database        = "(default)"
  }

  assert {
    condition     = module.ledger.created == null && module.ledger.database == "(default)"
    error_message = "A database that exists is not made."
  }
  assert {
    condition     = contains(output.grants["serviceAccount:landfall-loader@landfall-offline-test.iam.gserviceaccount.com"], "roles/datastore.user on project landfall-offline-test if resource.name == \"projects/landfall-offline-test/databases/(default)\"")
    error_message = "The ledger's grant names the database that exists."
  }
  assert {
    condition     = length(module.ledger.indexes) == 2 && length(module.ledger.unindexed) == 29
    error_message = "Indexes and exemptions are made in a database that exists, too."
  }
  assert {
    condition     = output.environment.merger["LANDFALL_FIRESTORE_DATABASE"] == "(default)"
    error_message = "The functions use the database that exists."
  }
}

run "unknown_existing_dataset" {
  command = plan
  variables {
    existing_datasets = ["other"]
  }
  expect_failures = [var.existing_datasets]
}
