# Mistakes that are refused before anything is made.

variables {
  project    = "landfall-offline-test"
  location   = "US"
  datasets   = ["sales"]
  loader_zip = "tests/sample/loader.zip"
  merge_zip  = "tests/sample/merge.zip"
  sweep_zip  = "tests/sample/sweep.zip"
}

run "project_by_number" {
  command = plan
  variables {
    project = "123456789012"
  }
  expect_failures = [var.project]
}

run "project_by_name" {
  command = plan
  variables {
    project = "My Project"
  }
  expect_failures = [var.project]
}

run "no_datasets" {
  command = plan
  variables {
    datasets = []
  }
  expect_failures = [var.datasets]
}

run "dataset_twice" {
  command = plan
  variables {
    datasets = ["sales", "Sales"]
  }
  expect_failures = [var.datasets]
}

run "dataset_with_hyphen" {
  command = plan
  variables {
    datasets = ["sales-eu"]
  }
  expect_failures = [var.datasets]
}

run "staging_is_a_target" {
  command = plan
  variables {
    staging_dataset = "sales"
  }
  expect_failures = [var.staging_dataset]
}

run "long_prefix" {
  command = plan
  variables {
    name_prefix = "landfall-production"
  }
  expect_failures = [var.name_prefix]
}

run "prefix_with_capitals" {
  command = plan
  variables {
    name_prefix = "Landfall"
  }
  expect_failures = [var.name_prefix]
}

run "database_name" {
  command = plan
  variables {
    firestore_database = "Ledger"
  }
  expect_failures = [var.firestore_database]
}

run "bucket_name" {
  command = plan
  variables {
    landing_bucket_name = "Landing_Bucket"
  }
  expect_failures = [var.landing_bucket_name]
}

run "old_runtime" {
  command = plan
  variables {
    runtime = "java11"
  }
  expect_failures = [var.runtime]
}

run "prefix_without_slash" {
  command = plan
  variables {
    landing_prefix = "landing"
  }
  expect_failures = [var.landing_prefix]
}

run "prefix_from_the_root" {
  command = plan
  variables {
    landing_prefix = "/landing/"
  }
  expect_failures = [var.landing_prefix]
}

run "deadline_beyond_the_timeout" {
  command = plan
  variables {
    deadline_minutes = 9
  }
  expect_failures = [var.deadline_minutes]
}

run "too_many_instances" {
  command = plan
  variables {
    loader_scaling = { max_instances = 1000 }
  }
  expect_failures = [var.loader_scaling]
}

run "more_warm_than_allowed" {
  command = plan
  variables {
    merge_scaling = { min_instances = 11 }
  }
  expect_failures = [var.merge_scaling]
}

run "concurrency_on_part_of_a_cpu" {
  command = plan
  variables {
    loader_scaling = { cpu = "0.5" }
  }
  expect_failures = [var.loader_scaling]
}

run "retention_of_a_day" {
  command = plan
  variables {
    landing_retention_days = 1
  }
  expect_failures = [var.landing_retention_days]
}

run "staging_for_ever" {
  command = plan
  variables {
    staging_expiration_days = 30
  }
  expect_failures = [var.staging_expiration_days]
}

run "public_writer" {
  command = plan
  variables {
    landing_writers = { anyone = "allUsers" }
  }
  expect_failures = [var.landing_writers]
}

run "writer_without_kind" {
  command = plan
  variables {
    landing_writers = { replicator = "replicator@example.com" }
  }
  expect_failures = [var.landing_writers]
}

run "backlog_of_two_days" {
  command = plan
  variables {
    alert_backlog_minutes = 2880
  }
  expect_failures = [var.alert_backlog_minutes]
}

run "four_attempts" {
  command = plan
  variables {
    dead_letter_attempts = 4
  }
  expect_failures = [var.dead_letter_attempts]
}

run "zip_is_not_built" {
  command = plan
  module {
    source = "./modules/function-source"
  }
  variables {
    name = "landfall-offline-test-landfall-functions"
    zips = { merge-function = "tests/sample/not-built.zip" }
  }
  expect_failures = [google_storage_bucket_object.zip]
}

run "pattern_without_table" {
  command = plan
  variables {
    landing_pattern = "(?<dataset>\\w+)/(?<file>[^/]+)"
  }
  expect_failures = [var.landing_pattern]
}
