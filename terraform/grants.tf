# Who may do what, each on the narrowest resource that there is. Only *_iam_member: whatever else the project grants
# stays. The tests hold the exact list per identity; docs/deploy.md has it as a table.

locals {
  database_condition = {
    title       = "${var.name_prefix}-ledger-only"
    description = "Only the database that holds the ledger"
    expression  = "resource.name == \"projects/${var.project}/databases/${module.ledger.database}\""
  }

  # Cloud Functions copies a source into a bucket of its own, which is there only after the first deployment.
  source_copies_condition = {
    title       = "${var.name_prefix}-function-sources-only"
    description = "Only the bucket into which Cloud Functions copies sources"
    expression  = "resource.name.startsWith(\"projects/_/buckets/gcf-v2-sources-${data.google_project.this.number}-${local.place.region}\")"
  }

  project_grants = {
    loader_runs_jobs        = { member = google_service_account.loader.member, role = "roles/bigquery.jobUser", condition = null }
    loader_writes_ledger    = { member = google_service_account.loader.member, role = "roles/datastore.user", condition = local.database_condition }
    merger_runs_jobs        = { member = google_service_account.merger.member, role = "roles/bigquery.jobUser", condition = null }
    merger_writes_ledger    = { member = google_service_account.merger.member, role = "roles/datastore.user", condition = local.database_condition }
    sweeper_runs_jobs       = { member = google_service_account.sweeper.member, role = "roles/bigquery.jobUser", condition = null }
    sweeper_writes_ledger   = { member = google_service_account.sweeper.member, role = "roles/datastore.user", condition = local.database_condition }
    trigger_receives_events = { member = google_service_account.trigger.member, role = "roles/eventarc.eventReceiver", condition = null }
    sweep_trigger_receives  = { member = google_service_account.sweep_trigger.member, role = "roles/eventarc.eventReceiver", condition = null }
    build_writes_logs       = { member = google_service_account.build.member, role = "roles/logging.logWriter", condition = null }
    build_reads_copies      = { member = google_service_account.build.member, role = "roles/storage.objectViewer", condition = local.source_copies_condition }
    # Eventarc makes the topic that the bucket publishes to, so there is no topic yet to grant this on.
    storage_publishes_events = { member = local.agents.storage, role = "roles/pubsub.publisher", condition = null }
  }

  bucket_grants = merge(
    {
      loader_reads_landing = { bucket = module.landing_bucket.name, member = google_service_account.loader.member, role = "roles/storage.objectViewer" }
      # A load job also asks for the bucket itself.
      loader_sees_landing = { bucket = module.landing_bucket.name, member = google_service_account.loader.member, role = "roles/storage.legacyBucketReader" }
      # The sweep lists the bucket, reads what a file is, and starts the load jobs of what nobody loaded.
      sweeper_reads_landing = { bucket = module.landing_bucket.name, member = google_service_account.sweeper.member, role = "roles/storage.objectViewer" }
      sweeper_sees_landing  = { bucket = module.landing_bucket.name, member = google_service_account.sweeper.member, role = "roles/storage.legacyBucketReader" }
      build_reads_source    = { bucket = module.function_source.bucket.name, member = google_service_account.build.member, role = "roles/storage.objectViewer" }
    },
    { for name, member in var.landing_writers : "${name}_creates" => { bucket = module.landing_bucket.name, member = member, role = "roles/storage.objectCreator" } },
    # After a retry that says "it is there", an uploader compares what is there with what it sent.
    { for name, member in var.landing_writers : "${name}_compares" => { bucket = module.landing_bucket.name, member = member, role = "roles/storage.objectViewer" } },
  )

  dataset_grants = merge(
    {
      loader_fills_staging = { dataset = module.warehouse.staging.dataset_id, member = google_service_account.loader.member, role = "roles/bigquery.dataEditor" }
      # It loads into staging, and drops what a crash left there.
      sweeper_clears_staging = { dataset = module.warehouse.staging.dataset_id, member = google_service_account.sweeper.member, role = "roles/bigquery.dataEditor" }
      merger_drains_staging  = { dataset = module.warehouse.staging.dataset_id, member = google_service_account.merger.member, role = "roles/bigquery.dataEditor" }
    },
    # Who loads reads the targets' schemas, never their rows.
    { for name, dataset in module.warehouse.targets : "loader_sees_${name}" => { dataset = dataset, member = google_service_account.loader.member, role = "roles/bigquery.metadataViewer" } },
    { for name, dataset in module.warehouse.targets : "sweeper_sees_${name}" => { dataset = dataset, member = google_service_account.sweeper.member, role = "roles/bigquery.metadataViewer" } },
    { for name, dataset in module.warehouse.targets : "merger_writes_${name}" => { dataset = dataset, member = google_service_account.merger.member, role = "roles/bigquery.dataEditor" } },
  )

  topic_grants = {
    loader_asks_for_merge      = { topic = module.merge_topic.merge.name, member = google_service_account.loader.member, role = "roles/pubsub.publisher" }
    sweeper_asks_for_merge     = { topic = module.merge_topic.merge.name, member = google_service_account.sweeper.member, role = "roles/pubsub.publisher" }
    scheduler_asks_for_sweep   = { topic = module.sweep_schedule.topic.name, member = local.agents.scheduler, role = "roles/pubsub.publisher" }
    pubsub_writes_dead_letters = { topic = module.merge_topic.dead_letters.name, member = local.agents.pubsub, role = "roles/pubsub.publisher" }
  }
}

resource "google_project_iam_member" "this" {
  for_each = local.project_grants

  project = var.project
  role    = each.value.role
  member  = each.value.member

  dynamic "condition" {
    for_each = each.value.condition == null ? [] : [each.value.condition]
    content {
      title       = condition.value.title
      description = condition.value.description
      expression  = condition.value.expression
    }
  }
}

resource "google_storage_bucket_iam_member" "this" {
  for_each = local.bucket_grants

  bucket = each.value.bucket
  role   = each.value.role
  member = each.value.member
}

resource "google_bigquery_dataset_iam_member" "this" {
  for_each = local.dataset_grants

  project    = var.project
  dataset_id = each.value.dataset
  role       = each.value.role
  member     = each.value.member
}

resource "google_pubsub_topic_iam_member" "this" {
  for_each = local.topic_grants

  project = var.project
  topic   = each.value.topic
  role    = each.value.role
  member  = each.value.member
}

resource "google_artifact_registry_repository_iam_member" "build_writes_images" {
  project    = var.project
  location   = google_artifact_registry_repository.images.location
  repository = google_artifact_registry_repository.images.repository_id
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.build.member
}

locals {
  # Read back from the resources, not from the lists above.
  all_grants = concat(
    [for grant in google_project_iam_member.this : {
      member   = grant.member
      role     = grant.role
      resource = length(grant.condition) == 0 ? "project ${grant.project}" : "project ${grant.project} if ${grant.condition[0].expression}"
    }],
    [for grant in google_storage_bucket_iam_member.this : { member = grant.member, role = grant.role, resource = "bucket ${grant.bucket}" }],
    [for grant in google_bigquery_dataset_iam_member.this : { member = grant.member, role = grant.role, resource = "dataset ${grant.dataset_id}" }],
    [for grant in google_pubsub_topic_iam_member.this : { member = grant.member, role = grant.role, resource = "topic ${grant.topic}" }],
    [for grant in [google_artifact_registry_repository_iam_member.build_writes_images] : { member = grant.member, role = grant.role, resource = "repository ${grant.repository}" }],
    module.loader.grants,
    module.merger.grants,
    module.sweeper.grants,
    flatten([for key in module.encryption_key : key.grants]),
  )
}
