terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

resource "google_cloudfunctions2_function" "this" {
  project      = var.project
  name         = var.name
  location     = var.region
  description  = var.description
  labels       = var.labels
  kms_key_name = var.kms_key

  build_config {
    runtime           = var.runtime
    entry_point       = var.entry_point
    service_account   = var.build_account
    docker_repository = var.docker_repository

    source {
      storage_source {
        bucket = var.source_bucket
        object = var.source_object
      }
    }
  }

  service_config {
    service_account_email            = var.runtime_account
    environment_variables            = var.environment
    available_memory                 = var.scaling.memory
    available_cpu                    = var.scaling.cpu
    min_instance_count               = var.scaling.min_instances
    max_instance_count               = var.scaling.max_instances
    max_instance_request_concurrency = var.scaling.concurrency
    timeout_seconds                  = var.timeout_seconds
    ingress_settings                 = "ALLOW_INTERNAL_ONLY"
    all_traffic_on_latest_revision   = true
  }

  event_trigger {
    event_type            = var.event_type
    trigger_region        = var.trigger_region
    pubsub_topic          = var.pubsub_topic
    service_account_email = var.trigger_account
    # Without it an exception drops the event for good.
    retry_policy = "RETRY_POLICY_RETRY"

    dynamic "event_filters" {
      for_each = var.event_filters
      content {
        attribute = event_filters.key
        value     = event_filters.value
      }
    }
  }
}

# A function is a Cloud Run service, and that is what Eventarc calls.
resource "google_cloud_run_service_iam_member" "invoker" {
  project  = var.project
  location = var.region
  service  = basename(google_cloudfunctions2_function.this.service_config[0].service)
  role     = "roles/run.invoker"
  member   = "serviceAccount:${var.trigger_account}"
}
