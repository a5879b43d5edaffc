# Keys of one's own, or none.

variables {
  project    = "landfall-offline-test"
  location   = "US"
  datasets   = ["sales"]
  loader_zip = "tests/sample/loader.zip"
  merge_zip  = "tests/sample/merge.zip"
  sweep_zip  = "tests/sample/sweep.zip"
}

run "known_when_planned" {
  command = plan

  variables {
    customer_managed_encryption = true
  }

  assert {
    condition     = module.landing_bucket.bucket.encryption[0].default_kms_key_name == "projects/landfall-offline-test/locations/us/keyRings/landfall-us/cryptoKeys/landfall-us"
    error_message = "A plan shows which key a resource will have, before there is one."
  }
}

run "off" {
  assert {
    condition     = length(module.encryption_key) == 0 && length(google_eventarc_google_channel_config.this) == 0
    error_message = "No key is made unless asked for."
  }
  assert {
    condition     = length(module.warehouse.staging.default_encryption_configuration) == 0 && module.merge_topic.merge.kms_key_name == null && length(module.function_source.bucket.encryption) == 0
    error_message = "Nothing names a key unless asked for."
  }
}

run "on_in_a_multi_region" {
  variables {
    customer_managed_encryption = true
  }

  assert {
    condition     = toset(keys(module.encryption_key)) == toset(["us", "us-central1"]) && module.encryption_key["us"].location == "us"
    error_message = "One key for data in the US, one for what is regional."
  }
  assert {
    condition     = alltrue([for key in module.encryption_key : key.rotation_period == "7776000s" && key.restorable == "2592000s"])
    error_message = "Keys rotate every 90 days, and a destroyed version can be restored for 30."
  }
  assert {
    condition     = module.landing_bucket.bucket.encryption[0].default_kms_key_name == module.encryption_key["us"].id
    error_message = "The landing bucket uses the key of its location."
  }
  assert {
    condition     = module.warehouse.staging.default_encryption_configuration[0].kms_key_name == module.encryption_key["us"].id && module.warehouse.created["sales"].default_encryption_configuration[0].kms_key_name == module.encryption_key["us"].id
    error_message = "Datasets use the key of their location."
  }
  assert {
    condition     = module.merge_topic.merge.kms_key_name == module.encryption_key["us-central1"].id && module.merge_topic.dead_letters.kms_key_name == module.encryption_key["us-central1"].id
    error_message = "Topics use the regional key."
  }
  assert {
    condition     = module.loader.function.kms_key_name == module.encryption_key["us-central1"].id && module.merger.function.kms_key_name == module.encryption_key["us-central1"].id && google_artifact_registry_repository.images.kms_key_name == module.encryption_key["us-central1"].id
    error_message = "A function and its images use the same regional key."
  }
  assert {
    condition     = module.function_source.bucket.encryption[0].default_kms_key_name == module.encryption_key["us-central1"].id
    error_message = "Sources use the regional key."
  }
  assert {
    condition     = google_eventarc_google_channel_config.this[0].crypto_key_name == module.encryption_key["us-central1"].id && google_eventarc_google_channel_config.this[0].location == "us-central1"
    error_message = "Eventarc's events of the region use the regional key."
  }
  assert {
    condition     = length(module.ledger.created.cmek_config) == 0
    error_message = "The ledger has no key unless asked for: Google must allow it first."
  }
  assert {
    condition = sort([for grant in module.encryption_key["us"].grants : grant.member]) == tolist([
      "serviceAccount:bq-123456789012@bigquery-encryption.iam.gserviceaccount.com",
      "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com",
      "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com",
    ])
    error_message = "Users of the data key: ${jsonencode(module.encryption_key["us"].grants)}"
  }
  assert {
    condition = sort([for grant in module.encryption_key["us-central1"].grants : grant.member]) == tolist([
      "serviceAccount:service-123456789012@gcf-admin-robot.iam.gserviceaccount.com",
      "serviceAccount:service-123456789012@gcp-sa-artifactregistry.iam.gserviceaccount.com",
      "serviceAccount:service-123456789012@gcp-sa-eventarc.iam.gserviceaccount.com",
      "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com",
      "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com",
      "serviceAccount:service-123456789012@serverless-robot-prod.iam.gserviceaccount.com",
    ])
    error_message = "Users of the regional key: ${jsonencode(module.encryption_key["us-central1"].grants)}"
  }
  assert {
    condition     = alltrue(flatten([for key in module.encryption_key : [for grant in key.grants : grant.role == "roles/cloudkms.cryptoKeyEncrypterDecrypter"]]))
    error_message = "Nobody may do more with a key than use it."
  }
  assert {
    condition     = module.project_services.agents == toset(["artifactregistry.googleapis.com", "cloudfunctions.googleapis.com", "cloudscheduler.googleapis.com", "eventarc.googleapis.com", "pubsub.googleapis.com", "run.googleapis.com"]) && contains(module.project_services.services, "cloudkms.googleapis.com")
    error_message = "The agents exist before they may use a key."
  }
}

run "on_in_the_eu" {
  variables {
    location                    = "EU"
    customer_managed_encryption = true
  }

  assert {
    condition     = toset(keys(module.encryption_key)) == toset(["europe", "europe-west4"])
    error_message = "The EU's keys are in Cloud KMS location europe."
  }
}

run "on_in_a_region_with_the_ledger" {
  variables {
    location                           = "europe-west3"
    customer_managed_encryption        = true
    ledger_customer_managed_encryption = true
  }

  assert {
    condition     = toset(keys(module.encryption_key)) == toset(["europe-west3"])
    error_message = "A region needs one key."
  }
  assert {
    condition     = module.ledger.created.cmek_config[0].kms_key_name == module.encryption_key["europe-west3"].id
    error_message = "The ledger uses the key."
  }
  assert {
    condition     = length(module.encryption_key["europe-west3"].grants) == 8 && contains([for grant in module.encryption_key["europe-west3"].grants : grant.member], "serviceAccount:service-123456789012@gcp-sa-firestore.iam.gserviceaccount.com")
    error_message = "Everyone who needs it may use the one key, Firestore too."
  }
}

run "existing_key" {
  variables {
    customer_managed_encryption = true
    kms_keys = {
      us = "projects/keys/locations/us/keyRings/central/cryptoKeys/data"
    }
  }

  assert {
    condition     = !module.encryption_key["us"].created && module.encryption_key["us-central1"].created
    error_message = "A key that is given is not made."
  }
  assert {
    condition     = module.landing_bucket.bucket.encryption[0].default_kms_key_name == "projects/keys/locations/us/keyRings/central/cryptoKeys/data" && length(module.encryption_key["us"].grants) == 3
    error_message = "A key that is given is used, and granted."
  }
}

run "key_with_version" {
  command = plan
  variables {
    customer_managed_encryption = true
    kms_keys                    = { us = "projects/keys/locations/us/keyRings/central/cryptoKeys/data/cryptoKeyVersions/1" }
  }
  expect_failures = [var.kms_keys]
}

run "key_elsewhere" {
  command = plan
  variables {
    customer_managed_encryption = true
    kms_keys                    = { europe = "projects/keys/locations/europe/keyRings/central/cryptoKeys/data" }
  }
  expect_failures = [var.kms_keys]
}
