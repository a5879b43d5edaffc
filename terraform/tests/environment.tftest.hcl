# What Terraform sets is what the functions read.

variables {
  project    = "landfall-offline-test"
  location   = "EU"
  datasets   = ["sales", "crm"]
  loader_zip = "tests/sample/loader.zip"
  merge_zip  = "tests/sample/merge.zip"
  sweep_zip  = "tests/sample/sweep.zip"
}

run "environment" {
  # With every choice made, so that every variable is there.
  variables {
    landing_pattern    = "(?<dataset>\\w+)/(?<table>\\w+)/(?<file>[^/]+)"
    merge_budget_bytes = 1000000000000
  }

  # The build reads the same file: it holds it to what the functions read, and runs a file through them with it.
  assert {
    condition     = keys(output.environment) == keys(jsondecode(file("tests/function-environment.json")))
    error_message = "tests/function-environment.json has the environment of every function: ${jsonencode(keys(output.environment))}"
  }
  assert {
    condition     = output.environment.loader == tomap(jsondecode(file("tests/function-environment.json")).loader)
    error_message = "Put this into tests/function-environment.json as loader: ${jsonencode(output.environment.loader)}"
  }
  assert {
    condition     = output.environment.merger == tomap(jsondecode(file("tests/function-environment.json")).merger)
    error_message = "Put this into tests/function-environment.json as merger: ${jsonencode(output.environment.merger)}"
  }
  assert {
    condition     = output.environment.sweeper == tomap(jsondecode(file("tests/function-environment.json")).sweeper)
    error_message = "Put this into tests/function-environment.json as sweeper: ${jsonencode(output.environment.sweeper)}"
  }
  assert {
    condition     = !anytrue([for name in flatten([for environment in values(output.environment) : keys(environment)]) : endswith(name, "_EMULATOR_HOST")])
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
    condition     = !anytrue([for environment in values(output.environment) : contains(keys(environment), "LANDFALL_LANDING_PATTERN") || contains(keys(environment), "LANDFALL_MERGE_BUDGET_BYTES")])
    error_message = "Without a pattern and a budget there are no variables for them: an empty value may be refused."
  }
  assert {
    condition     = [for condition in module.landing_bucket.bucket.lifecycle_rule[0].condition : condition.matches_prefix][0] == tolist(["in/hadoop/"])
    error_message = "The lifecycle follows the prefix."
  }
}
