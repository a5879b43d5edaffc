# What three variables give, in the US.

variables {
  project    = "landfall-offline-test"
  location   = "US"
  datasets   = ["sales", "crm"]
  loader_zip = "tests/sample/loader.zip"
  merge_zip  = "tests/sample/merge.zip"
  sweep_zip  = "tests/sample/sweep.zip"
}

run "defaults" {
  # --- landing bucket
  assert {
    condition     = module.landing_bucket.bucket.public_access_prevention == "enforced"
    error_message = "The landing bucket must not become public."
  }
  assert {
    condition     = module.landing_bucket.bucket.uniform_bucket_level_access
    error_message = "Access to the landing bucket is by IAM alone."
  }
  assert {
    condition     = !module.landing_bucket.bucket.force_destroy
    error_message = "Destroying must not take landed files along."
  }
  assert {
    condition     = !module.landing_bucket.bucket.versioning[0].enabled && module.landing_bucket.bucket.soft_delete_policy[0].retention_duration_seconds == 604800
    error_message = "No versions, but a week of soft delete."
  }
  assert {
    condition = [for rule in module.landing_bucket.bucket.lifecycle_rule : [for action in rule.action : action.type][0]] == ["Delete", "AbortIncompleteMultipartUpload"] && (
      [for condition in module.landing_bucket.bucket.lifecycle_rule[0].condition : condition.age][0] == 30
    )
    error_message = "Landed files go after 30 days, half uploads too."
  }
  assert {
    condition     = [for condition in module.landing_bucket.bucket.lifecycle_rule[0].condition : condition.matches_prefix][0] == tolist(["landing/"])
    error_message = "Only what is under the landing prefix is deleted by age."
  }
  assert {
    condition     = length(module.landing_bucket.bucket.encryption) == 0
    error_message = "No key unless asked for."
  }

  # --- sources
  assert {
    condition     = module.function_source.bucket.public_access_prevention == "enforced" && module.function_source.bucket.uniform_bucket_level_access
    error_message = "The source bucket is private too."
  }
  assert {
    condition     = module.function_source.objects["gcs-loader-function"] == "gcs-loader-function-${substr(filesha256("tests/sample/loader.zip"), 0, 16)}.zip"
    error_message = "The name of a source object has the digest of its content: ${module.function_source.objects["gcs-loader-function"]}"
  }

  # --- functions
  assert {
    condition     = module.loader.function.event_trigger[0].event_type == "google.cloud.storage.object.v1.finalized"
    error_message = "The loader is woken by finalized objects."
  }
  assert {
    condition     = [for filter in module.loader.function.event_trigger[0].event_filters : "${filter.attribute}=${filter.value}"] == ["bucket=landfall-offline-test-landfall-landing"]
    error_message = "The loader is woken by the landing bucket alone."
  }
  assert {
    condition     = module.merger.function.event_trigger[0].event_type == "google.cloud.pubsub.topic.v1.messagePublished"
    error_message = "The merge function is woken by messages."
  }
  assert {
    condition     = module.merger.function.event_trigger[0].pubsub_topic == "projects/landfall-offline-test/topics/landfall-merge"
    error_message = "The merge function listens to the merge topic."
  }
  assert {
    condition     = module.loader.function.event_trigger[0].retry_policy == "RETRY_POLICY_RETRY" && module.merger.function.event_trigger[0].retry_policy == "RETRY_POLICY_RETRY"
    error_message = "Without retry an exception drops the event."
  }
  assert {
    condition     = module.loader.function.build_config[0].entry_point == "dev.landfall.loader.LoaderFunction" && module.merger.function.build_config[0].entry_point == "dev.landfall.merger.MergeFunction"
    error_message = "Entry points are the functions' classes."
  }
  assert {
    condition     = module.loader.function.build_config[0].runtime == "java21" && module.merger.function.build_config[0].runtime == "java21"
    error_message = "The runtime is Java 21 unless asked otherwise."
  }
  assert {
    condition     = alltrue([for f in [module.loader.function, module.merger.function] : f.service_config[0].ingress_settings == "ALLOW_INTERNAL_ONLY"])
    error_message = "Nobody outside the project may call a function."
  }
  assert {
    condition     = alltrue([for f in [module.loader.function, module.merger.function] : f.service_config[0].timeout_seconds == 540])
    error_message = "Nine minutes: more than Pub/Sub waits for would be delivered twice."
  }
  assert {
    condition     = module.loader.function.service_config[0].max_instance_count == 20 && module.merger.function.service_config[0].max_instance_count == 10
    error_message = "The number of instances is bounded."
  }
  assert {
    condition     = alltrue([for f in [module.loader.function, module.merger.function] : f.service_config[0].min_instance_count == 0 && f.service_config[0].max_instance_request_concurrency == 8 && f.service_config[0].available_cpu == "1" && f.service_config[0].available_memory == "1Gi"])
    error_message = "Idle costs nothing; an instance takes 8 deliveries at once on one whole cpu."
  }
  assert {
    condition = alltrue([for f in [module.loader.function, module.merger.function] :
      f.event_trigger[0].service_account_email == "landfall-trigger@landfall-offline-test.iam.gserviceaccount.com" &&
      endswith(f.build_config[0].service_account, "/serviceAccounts/landfall-build@landfall-offline-test.iam.gserviceaccount.com")
    ])
    error_message = "Triggers and builds have identities of their own."
  }
  assert {
    condition = (
      module.loader.function.service_config[0].service_account_email == "landfall-loader@landfall-offline-test.iam.gserviceaccount.com" &&
      module.merger.function.service_config[0].service_account_email == "landfall-merger@landfall-offline-test.iam.gserviceaccount.com"
    )
    error_message = "Each function runs as itself."
  }
  assert {
    condition     = alltrue([for f in [module.loader.function, module.merger.function] : f.service_config[0].all_traffic_on_latest_revision])
    error_message = "A deployment takes effect."
  }
  assert {
    condition     = module.loader.function.build_config[0].docker_repository == google_artifact_registry_repository.images.id
    error_message = "Images go where the build account may write."
  }
  assert {
    condition     = module.loader.function.kms_key_name == null && google_artifact_registry_repository.images.kms_key_name == null
    error_message = "No key unless asked for."
  }

  # --- messages
  assert {
    condition     = module.merge_topic.dead_letter_subscription.topic == module.merge_topic.dead_letters.id
    error_message = "Somebody listens to the dead letters."
  }
  assert {
    condition     = module.merge_topic.dead_letter_subscription.expiration_policy[0].ttl == ""
    error_message = "The dead letters' subscription never expires."
  }
  assert {
    condition     = module.merge_topic.dead_letter_subscription.message_retention_duration == "2678400s"
    error_message = "Dead letters are kept for 31 days."
  }
  assert {
    condition     = module.merge_topic.merge.message_retention_duration == "86400s"
    error_message = "The messages of a day can be replayed."
  }
  assert {
    condition     = module.merge_topic.merge.message_storage_policy[0].allowed_persistence_regions == toset(["us-central1"])
    error_message = "Messages stay in the region."
  }

  # --- ledger
  assert {
    condition     = module.ledger.created.type == "FIRESTORE_NATIVE" && module.ledger.created.name == "landfall"
    error_message = "The ledger is a Firestore database of its own in Native mode."
  }
  assert {
    condition     = module.ledger.created.delete_protection_state == "DELETE_PROTECTION_ENABLED" && module.ledger.created.deletion_policy == "ABANDON"
    error_message = "The ledger cannot be deleted by accident."
  }
  assert {
    condition     = module.ledger.created.concurrency_mode == "PESSIMISTIC" && module.ledger.created.point_in_time_recovery_enablement == "POINT_IN_TIME_RECOVERY_ENABLED"
    error_message = "Transactions lock, and the last days can be recovered."
  }
  assert {
    condition = module.ledger.indexes == {
      files   = ["table ASCENDING", "state ASCENDING"]
      batches = ["table ASCENDING", "state ASCENDING"]
    }
    error_message = "The ledger's two queries have their indexes."
  }
  # AggregateField.sum("duplicates") of one table.
  assert {
    condition = module.ledger.sums == { files = ["table ASCENDING", "duplicates ASCENDING"] } && toset(flatten([
      for source in fileset("../gcp/src/main/java", "**/*.java") : regexall("\\.sum\\(\"([a-z_]+)\"", file("../gcp/src/main/java/${source}"))
    ])) == toset(["duplicates"])
    error_message = "The ledger's sum has its index: ${jsonencode(module.ledger.sums)}"
  }
  assert {
    condition = module.ledger.unindexed == tolist([
      "batches.at", "batches.error", "batches.files", "batches.jobs", "batches.keys", "batches.newest", "batches.root", "batches.sequence", "batches.staging", "batches.uris",
      "files.at", "files.crc32c", "files.error", "files.generation", "files.history", "files.jobs", "files.keys", "files.name", "files.root", "files.sequence", "files.uri", "files.waits_for",
      "tables.fresh_as_of", "tables.last_merged", "tables.load_lease", "tables.loads", "tables.merge", "tables.merge_lease", "tables.spec",
    ])
    error_message = "Times, names and lists have no index: ${jsonencode(module.ledger.unindexed)}"
  }
  assert {
    condition     = length(setintersection(toset(module.ledger.unindexed), toset(["files.state", "files.table", "batches.state", "batches.table"]))) == 0
    error_message = "What is queried keeps its index."
  }
  # Each is a field that the ledger writes: document.put("at", ...).
  assert {
    condition = alltrue([for field in module.ledger.unindexed : strcontains(
      join("", [for document in { files = ["FileDocument", "LoadableFields"], batches = ["BatchDocument", "LoadableFields"], tables = ["TableDocument"] }[split(".", field)[0]] :
      file("../gcp/src/main/java/dev/landfall/gcp/firestore/${document}.java")]),
      "document.put(\"${split(".", field)[1]}\","
    )])
    error_message = "An exempted field is not in the ledger's documents any more: ${jsonencode(module.ledger.unindexed)}"
  }
  assert {
    condition = toset(flatten([
      for source in fileset("../gcp/src/main/java", "**/*.java") : regexall("whereEqualTo\\(\"([a-z_]+)\"", file("../gcp/src/main/java/${source}"))
    ])) == toset([for field in module.ledger.indexes["files"] : split(" ", field)[0]])
    error_message = "The ledger has queries for which there is no index."
  }
  assert {
    condition     = length(module.ledger.expiring_fields) == 0
    error_message = "Nothing in the ledger is deleted by time: a forgotten file could be merged again."
  }

  # --- warehouse
  assert {
    condition     = module.warehouse.staging.dataset_id == "landfall_staging" && module.warehouse.staging.default_table_expiration_ms == 259200000
    error_message = "Staging tables go after three days."
  }
  assert {
    condition     = !module.warehouse.staging.delete_contents_on_destroy
    error_message = "Destroying must not take the tombstones along while the targets stay."
  }
  assert {
    condition     = sort(keys(module.warehouse.created)) == tolist(["crm", "sales"]) && alltrue([for dataset in module.warehouse.created : !dataset.delete_contents_on_destroy])
    error_message = "The targets are made, and destroying never takes their tables."
  }
  assert {
    condition     = alltrue([for dataset in module.warehouse.created : dataset.default_table_expiration_ms == null])
    error_message = "Target tables never expire."
  }

  # --- services
  assert {
    condition     = module.project_services.kept_on_destroy
    error_message = "Destroying must not switch services off that others use."
  }
  assert {
    condition     = module.project_services.services == toset(["artifactregistry.googleapis.com", "bigquery.googleapis.com", "cloudbuild.googleapis.com", "cloudfunctions.googleapis.com", "cloudscheduler.googleapis.com", "eventarc.googleapis.com", "firestore.googleapis.com", "iam.googleapis.com", "logging.googleapis.com", "monitoring.googleapis.com", "pubsub.googleapis.com", "run.googleapis.com", "storage.googleapis.com"])
    error_message = "Exactly the services that are used."
  }
  assert {
    condition     = module.project_services.agents == toset(["cloudscheduler.googleapis.com", "eventarc.googleapis.com", "pubsub.googleapis.com"])
    error_message = "The agents that get grants exist first."
  }
  assert {
    condition     = time_sleep.grants_spread.create_duration == "120s"
    error_message = "Functions wait until their grants are true everywhere."
  }

  # --- names, all of them
  assert {
    condition = [
      module.landing_bucket.name, module.function_source.bucket.name,
      module.loader.function.name, module.merger.function.name, module.sweeper.function.name,
      module.sweep_schedule.topic.name, module.sweep_schedule.job.name,
      module.merge_topic.merge.name, module.merge_topic.dead_letters.name, module.merge_topic.dead_letter_subscription.name,
      google_artifact_registry_repository.images.repository_id,
      ] == [
      "landfall-offline-test-landfall-landing", "landfall-offline-test-landfall-functions",
      "landfall-loader", "landfall-merger", "landfall-sweep",
      "landfall-sweep", "landfall-sweep",
      "landfall-merge", "landfall-merge-dead-letters", "landfall-merge-dead-letters",
      "landfall-functions",
    ]
    error_message = "Names are what the documentation says."
  }
  assert {
    condition = output.operator_environment == {
      LANDFALL_PROJECT            = "landfall-offline-test"
      LANDFALL_LOCATION           = "US"
      LANDFALL_FIRESTORE_DATABASE = "landfall"
      LANDFALL_LANDING            = "gs://landfall-offline-test-landfall-landing"
    }
    error_message = "The operator's environment names this deployment."
  }
  assert {
    condition     = output.landing_path == "gs://landfall-offline-test-landfall-landing/landing/sales/TABLE/FILE"
    error_message = "The output shows where a file goes."
  }
  assert {
    condition     = strcontains(output.attach_dead_letters, "attach-dead-letters.sh --project landfall-offline-test --dead-letter-topic landfall-merge-dead-letters --attempts 30 --pubsub-agent service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com") && length(terraform_data.dead_letters) == 0
    error_message = "The command that attaches the dead letters is an output, and is not run unless asked for: ${output.attach_dead_letters}"
  }
}

run "another_zip" {
  variables {
    loader_zip = "tests/sample/loader-changed.zip"
  }

  assert {
    condition     = module.loader.function.build_config[0].source[0].storage_source[0].object == "gcs-loader-function-${substr(filesha256("tests/sample/loader-changed.zip"), 0, 16)}.zip"
    error_message = "A changed zip is a new object, and so a new deployment."
  }
  assert {
    condition     = module.merger.function.build_config[0].source[0].storage_source[0].object == "merge-function-${substr(filesha256("tests/sample/merge.zip"), 0, 16)}.zip"
    error_message = "The other function stays as it is."
  }
}

run "names_follow_the_prefix" {
  variables {
    name_prefix = "lake-eu"
    labels      = { app = "landfall", team = "data" }
  }

  assert {
    condition     = [module.loader.function.name, module.merge_topic.merge.name, module.warehouse.staging.dataset_id, google_service_account.build.account_id] == ["lake-eu-loader", "lake-eu-merge", "lake_eu_staging", "lake-eu-build"]
    error_message = "Every name begins with the prefix."
  }
  assert {
    condition     = alltrue([for labelled in [module.landing_bucket.bucket, module.loader.function, module.merge_topic.merge, module.warehouse.staging] : labelled.labels["team"] == "data"])
    error_message = "Labels are on everything that has labels."
  }
}

run "sizes_are_choices" {
  variables {
    runtime                 = "java17"
    loader_scaling          = { max_instances = 50, min_instances = 2, memory = "2Gi", cpu = "2", concurrency = 20 }
    merge_scaling           = { max_instances = 3 }
    landing_retention_days  = 14
    staging_expiration_days = 2
    landing_versioning      = true
    allow_destroy           = true
  }

  assert {
    condition     = module.loader.function.build_config[0].runtime == "java17"
    error_message = "Java 17 if asked for."
  }
  assert {
    condition     = module.loader.function.service_config[0].max_instance_count == 50 && module.loader.function.service_config[0].min_instance_count == 2 && module.loader.function.service_config[0].max_instance_request_concurrency == 20 && module.loader.function.service_config[0].available_memory == "2Gi"
    error_message = "The loader's size is a choice."
  }
  assert {
    condition     = module.merger.function.service_config[0].max_instance_count == 3 && module.merger.function.service_config[0].available_memory == "1Gi"
    error_message = "What is left out of a size keeps its default."
  }
  assert {
    condition     = module.landing_bucket.bucket.versioning[0].enabled && length(module.landing_bucket.bucket.lifecycle_rule) == 3
    error_message = "Old versions go by age."
  }
  assert {
    condition     = module.landing_bucket.bucket.force_destroy && module.ledger.created.deletion_policy == "DELETE" && module.ledger.created.delete_protection_state == "DELETE_PROTECTION_DISABLED" && module.warehouse.created["sales"].delete_contents_on_destroy
    error_message = "allow_destroy lifts every protection."
  }
}

run "dead_letters_by_terraform" {
  command = plan

  variables {
    attach_dead_letters  = true
    dead_letter_attempts = 50
  }

  assert {
    condition     = length(terraform_data.dead_letters) == 1 && terraform_data.dead_letters[0].triggers_replace.attempts == 50
    error_message = "Terraform attaches the dead letters if asked to, and again when the number changes."
  }
}
