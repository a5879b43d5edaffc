locals {
  loader  = "${var.name_prefix}-loader"
  merger  = "${var.name_prefix}-merger"
  sweeper = "${var.name_prefix}-sweep"

  landing_bucket  = coalesce(var.landing_bucket_name, "${var.project}-${var.name_prefix}-landing")
  staging_dataset = coalesce(var.staging_dataset, "${replace(var.name_prefix, "-", "_")}_staging")

  zips = {
    gcs-loader-function = coalesce(var.loader_zip, "${path.module}/../gcs-loader-function/target/gcs-loader-function-0.1.0-SNAPSHOT.zip")
    merge-function      = coalesce(var.merge_zip, "${path.module}/../merge-function/target/merge-function-0.1.0-SNAPSHOT.zip")
    sweep-function      = coalesce(var.sweep_zip, "${path.module}/../sweep-function/target/sweep-function-0.1.0-SNAPSHOT.zip")
  }
}

module "project_services" {
  source = "./modules/project-services"

  project = var.project
  services = setunion([
    "artifactregistry.googleapis.com",
    "bigquery.googleapis.com",
    "cloudbuild.googleapis.com",
    "cloudfunctions.googleapis.com",
    "cloudscheduler.googleapis.com",
    "eventarc.googleapis.com",
    "firestore.googleapis.com",
    "iam.googleapis.com",
    "logging.googleapis.com",
    "monitoring.googleapis.com",
    "pubsub.googleapis.com",
    "run.googleapis.com",
    "storage.googleapis.com",
  ], var.customer_managed_encryption ? ["cloudkms.googleapis.com"] : [])
  agents = setunion(
    ["cloudscheduler.googleapis.com", "eventarc.googleapis.com", "pubsub.googleapis.com"],
    var.customer_managed_encryption ? ["artifactregistry.googleapis.com", "cloudfunctions.googleapis.com", "run.googleapis.com"] : [],
    var.customer_managed_encryption && var.ledger_customer_managed_encryption ? ["firestore.googleapis.com"] : [],
  )
}

module "landing_bucket" {
  source = "./modules/landing-bucket"

  project        = var.project
  name           = local.landing_bucket
  location       = local.place.bucket
  labels         = var.labels
  landing_prefix = var.landing_prefix
  retention_days = var.landing_retention_days
  versioning     = var.landing_versioning
  kms_key        = local.data_key
  allow_destroy  = var.allow_destroy

  depends_on = [module.project_services]
}

module "warehouse" {
  source = "./modules/warehouse"

  project                 = var.project
  location                = local.place.bigquery
  labels                  = var.labels
  staging_dataset         = local.staging_dataset
  staging_expiration_days = var.staging_expiration_days
  datasets                = toset(var.datasets)
  existing_datasets       = toset(var.existing_datasets)
  kms_key                 = local.data_key
  allow_destroy           = var.allow_destroy

  depends_on = [module.project_services]
}

module "ledger" {
  source = "./modules/ledger"

  project         = var.project
  database        = var.firestore_database
  create_database = var.create_firestore_database
  location        = local.place.firestore
  kms_key         = local.ledger_key
  allow_destroy   = var.allow_destroy

  collections_queried_by_table_and_state = ["files", "batches"]
  unindexed_fields                       = local.ledger_unindexed_fields

  depends_on = [module.project_services]
}

module "merge_topic" {
  source = "./modules/merge-topic"

  project         = var.project
  name            = "${var.name_prefix}-merge"
  labels          = var.labels
  allowed_regions = [local.place.region]
  kms_key         = local.regional_key

  depends_on = [module.project_services]
}

module "sweep_schedule" {
  source = "./modules/sweep-schedule"

  project         = var.project
  name            = local.sweeper
  region          = local.place.region
  schedule        = var.sweep_schedule
  labels          = var.labels
  allowed_regions = [local.place.region]
  kms_key         = local.regional_key

  depends_on = [module.project_services]
}

module "function_source" {
  source = "./modules/function-source"

  project  = var.project
  name     = "${var.project}-${var.name_prefix}-functions"
  location = local.place.region
  labels   = var.labels
  zips     = local.zips
  kms_key  = local.regional_key

  depends_on = [module.project_services]
}

resource "google_artifact_registry_repository" "images" {
  project       = var.project
  location      = local.place.region
  repository_id = "${var.name_prefix}-functions"
  description   = "Images that Cloud Functions builds from Landfall's zips"
  format        = "DOCKER"
  labels        = var.labels
  kms_key_name  = local.regional_key

  depends_on = [module.project_services]
}

# A new grant takes a minute or two to be true everywhere, and a function's first deployment needs most of them.
resource "time_sleep" "grants_spread" {
  create_duration = "120s"

  triggers = {
    grants = sha256(jsonencode([
      for grant in concat(values(local.project_grants), [{ role = google_artifact_registry_repository_iam_member.build_writes_images.role }]) : grant.role
    ]))
  }

  depends_on = [
    google_artifact_registry_repository_iam_member.build_writes_images,
    google_bigquery_dataset_iam_member.this,
    google_eventarc_google_channel_config.this,
    google_project_iam_member.this,
    google_pubsub_topic_iam_member.this,
    google_storage_bucket_iam_member.this,
  ]
}

module "loader" {
  source = "./modules/event-function"

  project     = var.project
  name        = local.loader
  description = "An object finalized in the landing bucket becomes rows of a staging table"
  region      = local.place.region
  labels      = var.labels
  runtime     = var.runtime
  entry_point = "dev.landfall.loader.LoaderFunction"
  environment = local.loader_environment
  scaling     = var.loader_scaling
  kms_key     = local.regional_key

  source_bucket     = module.function_source.bucket.name
  source_object     = module.function_source.objects["gcs-loader-function"]
  docker_repository = google_artifact_registry_repository.images.id
  build_account     = google_service_account.build.id
  runtime_account   = google_service_account.loader.email
  trigger_account   = google_service_account.trigger.email

  event_type     = "google.cloud.storage.object.v1.finalized"
  trigger_region = local.place.trigger
  event_filters  = { bucket = module.landing_bucket.name }

  depends_on = [time_sleep.grants_spread]
}

module "merger" {
  source = "./modules/event-function"

  project     = var.project
  name        = local.merger
  description = "A message about a table folds its staged batches into the target"
  region      = local.place.region
  labels      = var.labels
  runtime     = var.runtime
  entry_point = "dev.landfall.merger.MergeFunction"
  environment = local.merger_environment
  scaling     = var.merge_scaling
  kms_key     = local.regional_key

  source_bucket     = module.function_source.bucket.name
  source_object     = module.function_source.objects["merge-function"]
  docker_repository = google_artifact_registry_repository.images.id
  build_account     = google_service_account.build.id
  runtime_account   = google_service_account.merger.email
  trigger_account   = google_service_account.trigger.email

  event_type     = "google.cloud.pubsub.topic.v1.messagePublished"
  trigger_region = local.place.region
  pubsub_topic   = module.merge_topic.merge.id

  depends_on = [time_sleep.grants_spread]
}

module "sweeper" {
  source = "./modules/event-function"

  project     = var.project
  name        = local.sweeper
  description = "On a schedule: compares bucket, ledger and staging tables, and heals what got lost"
  region      = local.place.region
  labels      = var.labels
  runtime     = var.runtime
  entry_point = "dev.landfall.sweeper.SweepFunction"
  environment = local.sweeper_environment
  # One at a time: two sweeps at once would only do the same twice.
  scaling = merge(var.sweep_size, { min_instances = 0, max_instances = 1, concurrency = 1 })
  kms_key = local.regional_key

  source_bucket     = module.function_source.bucket.name
  source_object     = module.function_source.objects["sweep-function"]
  docker_repository = google_artifact_registry_repository.images.id
  build_account     = google_service_account.build.id
  runtime_account   = google_service_account.sweeper.email
  trigger_account   = google_service_account.sweep_trigger.email

  event_type     = "google.cloud.pubsub.topic.v1.messagePublished"
  trigger_region = local.place.region
  pubsub_topic   = module.sweep_schedule.topic.id

  depends_on = [time_sleep.grants_spread]
}

# Neither the function's nor the trigger's API can name a dead letter topic for the subscription that Eventarc makes;
# only the subscription itself can be changed, afterwards.
resource "terraform_data" "dead_letters" {
  count = var.attach_dead_letters ? 1 : 0

  triggers_replace = {
    triggers = [module.loader.trigger, module.merger.trigger, module.sweeper.trigger]
    topic    = module.merge_topic.dead_letters.id
    attempts = var.dead_letter_attempts
  }

  provisioner "local-exec" {
    command = local.attach_dead_letters_command
  }
}

module "alerts" {
  source = "./modules/alerts"

  project                  = var.project
  name_prefix              = var.name_prefix
  functions                = [local.loader, local.merger, local.sweeper]
  sweep                    = local.sweeper
  deployed                 = [module.loader.trigger, module.merger.trigger, module.sweeper.trigger]
  dead_letter_subscription = module.merge_topic.dead_letter_subscription.name
  backlog_minutes          = var.alert_backlog_minutes
  sweep_silence_hours      = var.alert_sweep_silence_hours
  emails                   = var.alert_emails
  channels                 = var.alert_channels
  labels                   = var.labels

  depends_on = [module.project_services]
}
