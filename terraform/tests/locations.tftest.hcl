# One variable places everything.

variables {
  project    = "landfall-offline-test"
  datasets   = ["sales"]
  loader_zip = "tests/sample/loader.zip"
  merge_zip  = "tests/sample/merge.zip"
  sweep_zip  = "tests/sample/sweep.zip"
}

run "us" {
  variables {
    location = "US"
  }

  assert {
    condition     = module.landing_bucket.bucket.location == "US" && module.warehouse.staging.location == "US" && module.warehouse.created["sales"].location == "US"
    error_message = "Bucket and datasets are in one location, or no load job can run."
  }
  assert {
    condition     = module.loader.function.location == "us-central1" && module.merger.function.location == "us-central1" && module.function_source.bucket.location == "us-central1"
    error_message = "Functions are in the region that goes with the US."
  }
  assert {
    condition     = module.loader.function.event_trigger[0].trigger_region == "us" && module.merger.function.event_trigger[0].trigger_region == "us-central1"
    error_message = "The bucket's trigger is where the bucket is; a topic's trigger is always regional."
  }
  assert {
    condition     = module.ledger.created.location_id == "nam5"
    error_message = "The ledger is in the US."
  }
}

run "eu" {
  variables {
    location = "EU"
  }

  assert {
    condition     = module.landing_bucket.bucket.location == "EU" && module.warehouse.staging.location == "EU" && module.ledger.created.location_id == "eur3"
    error_message = "Everything is in the EU."
  }
  assert {
    condition     = module.loader.function.location == "europe-west4" && module.loader.function.event_trigger[0].trigger_region == "eu"
    error_message = "Functions are in the region that goes with the EU."
  }
  assert {
    condition     = module.merge_topic.merge.message_storage_policy[0].allowed_persistence_regions == toset(["europe-west4"])
    error_message = "Messages do not leave the EU."
  }
  assert {
    condition     = output.environment.loader["LANDFALL_LOCATION"] == "EU" && output.environment.merger["LANDFALL_LOCATION"] == "EU"
    error_message = "Functions name the datasets' location in every call."
  }
}

run "region" {
  variables {
    location = "europe-west3"
  }

  assert {
    condition = toset([
      module.landing_bucket.bucket.location, module.warehouse.staging.location, module.ledger.created.location_id,
      module.loader.function.location, module.loader.function.event_trigger[0].trigger_region,
      module.merger.function.location, module.merger.function.event_trigger[0].trigger_region,
      module.function_source.bucket.location, google_artifact_registry_repository.images.location,
    ]) == toset(["europe-west3"])
    error_message = "Everything is in the one region."
  }
}

run "every_location_is_whole" {
  command = plan

  variables {
    location = "US"
  }

  assert {
    condition     = alltrue([for name, place in local.locations : length([for part in values(place) : part if part != ""]) == 6])
    error_message = "Every location says where each part goes."
  }
  assert {
    condition     = alltrue([for name, place in local.locations : can(regex("^[a-z]+(-[a-z]+)+[0-9]+$", place.region))])
    error_message = "Functions are always in a region."
  }
}

run "lower_case_us" {
  command = plan
  variables {
    location = "us"
  }
  expect_failures = [var.location]
}

run "zone_for_region" {
  command = plan
  variables {
    location = "europe-west3-a"
  }
  expect_failures = [var.location]
}

run "dual_region" {
  command = plan
  variables {
    location = "NAM4"
  }
  expect_failures = [var.location]
}
