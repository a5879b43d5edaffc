# What Terraform sets is what the functions read.

variables {
  project    = "landfall-offline-test"
  location   = "EU"
  datasets   = ["sales", "crm"]
  loader_zip = "tests/sample/loader.zip"
  merge_zip  = "tests/sample/merge.zip"
}

run "environment" {
  assert {
    condition = output.environment.loader == tomap({
      LANDFALL_PROJECT            = "landfall-offline-test"
      LANDFALL_LOCATION           = "EU"
      LANDFALL_FIRESTORE_DATABASE = "landfall"
      LANDFALL_STAGING_DATASET    = "landfall_staging"
      LANDFALL_DATASETS           = "crm,sales"
      LANDFALL_DEADLINE           = "PT8M"
      LANDFALL_LANDING_PREFIX     = "landing/"
      LANDFALL_MERGE_TOPIC        = "landfall-merge"
    })
    error_message = "Loader: ${jsonencode(output.environment.loader)}"
  }
  assert {
    condition = output.environment.merger == tomap({
      LANDFALL_PROJECT            = "landfall-offline-test"
      LANDFALL_LOCATION           = "EU"
      LANDFALL_FIRESTORE_DATABASE = "landfall"
      LANDFALL_DEADLINE           = "PT8M"
    })
    error_message = "Merger: ${jsonencode(output.environment.merger)}"
  }
  # The sources name each variable as a string of its own, in the function's module and in the client factory.
  assert {
    condition = toset(keys(output.environment.loader)) == toset(flatten([
      for source in fileset("..", "{gcs-loader-function,gcp,core}/src/main/java/**/*.java") : regexall("\"(LANDFALL_[A-Z_]+)\"", file("../${source}"))
    ]))
    error_message = "The loader's sources read other variables than these: ${jsonencode(keys(output.environment.loader))}"
  }
  assert {
    condition = toset(keys(output.environment.merger)) == toset(flatten([
      for source in fileset("..", "{merge-function,gcp,core}/src/main/java/**/*.java") : regexall("\"(LANDFALL_[A-Z_]+)\"", file("../${source}"))
    ]))
    error_message = "The merge function's sources read other variables than these: ${jsonencode(keys(output.environment.merger))}"
  }
  assert {
    condition     = !anytrue([for name in concat(keys(output.environment.loader), keys(output.environment.merger)) : endswith(name, "_EMULATOR_HOST")])
    error_message = "No emulator in the cloud."
  }
}

run "other_values" {
  variables {
    landing_prefix     = "in/hadoop/"
    deadline_minutes   = 5
    firestore_database = "(default)"
    staging_dataset    = "work"
  }

  assert {
    condition     = output.environment.loader["LANDFALL_LANDING_PREFIX"] == "in/hadoop/" && output.environment.loader["LANDFALL_DEADLINE"] == "PT5M" && output.environment.loader["LANDFALL_FIRESTORE_DATABASE"] == "(default)" && output.environment.loader["LANDFALL_STAGING_DATASET"] == "work"
    error_message = "The functions are told what was asked for."
  }
  assert {
    condition     = [for condition in module.landing_bucket.bucket.lifecycle_rule[0].condition : condition.matches_prefix][0] == tolist(["in/hadoop/"])
    error_message = "The lifecycle follows the prefix."
  }
}
