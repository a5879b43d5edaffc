# What the functions read from their environment, and nothing that they do not. docs/deploy.md has this as a table.

locals {
  shared_environment = {
    LANDFALL_PROJECT            = var.project
    LANDFALL_LOCATION           = local.place.bigquery
    LANDFALL_FIRESTORE_DATABASE = module.ledger.database
    LANDFALL_STAGING_DATASET    = module.warehouse.staging.dataset_id
    LANDFALL_DATASETS           = join(",", sort(keys(module.warehouse.targets)))
    LANDFALL_DEADLINE           = "PT${var.deadline_minutes}M"
  }

  loader_environment = merge(local.shared_environment, {
    LANDFALL_LANDING_PREFIX = var.landing_prefix
    LANDFALL_MERGE_TOPIC    = module.merge_topic.merge.name
  })

  merger_environment = local.shared_environment
}
