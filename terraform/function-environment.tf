# What each function reads from its environment, and nothing that it does not. tests/environment.tftest.hcl compares
# this with tests/function-environment.json, and the build that file with what the functions read (Setting in the module
# core), with the table in docs/deploy.md, and with what they do when they are started with it.

locals {
  shared_environment = {
    LANDFALL_PROJECT            = var.project
    LANDFALL_LOCATION           = local.place.bigquery
    LANDFALL_FIRESTORE_DATABASE = module.ledger.database
    LANDFALL_DEADLINE           = "PT${var.deadline_minutes}M"
    # Read by the JVM itself.
    JAVA_TOOL_OPTIONS = var.jvm_options
  }

  loader_environment = merge(local.shared_environment, {
    LANDFALL_STAGING_DATASET         = module.warehouse.staging.dataset_id
    LANDFALL_DATASETS                = join(",", sort(keys(module.warehouse.targets)))
    LANDFALL_LANDING_PREFIX          = var.landing_prefix
    LANDFALL_LOAD_JOBS_PER_DAY       = tostring(var.load_jobs_per_day)
    LANDFALL_TABLE_LOAD_JOBS_PER_DAY = tostring(var.table_load_jobs_per_day)
    LANDFALL_MERGE_TOPIC             = module.merge_topic.merge.name
  }, var.landing_pattern == "" ? {} : { LANDFALL_LANDING_PATTERN = var.landing_pattern })

  # An event names the bucket; the sweep has to be told.
  sweeper_environment = merge(local.loader_environment, {
    LANDFALL_LANDING = "gs://${module.landing_bucket.name}"
  })

  # Which tables to merge is in the message, and where their staged rows are is in the ledger.
  merger_environment = merge(local.shared_environment, {
    LANDFALL_MERGE_ABOVE_BUDGET = var.merge_above_budget
  }, var.merge_budget_bytes == null ? {} : { LANDFALL_MERGE_BUDGET_BYTES = format("%d", var.merge_budget_bytes) })
}
