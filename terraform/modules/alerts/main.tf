terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

locals {
  services = "resource.type = \"cloud_run_revision\" AND resource.labels.service_name = one_of(${join(", ", [for name in var.functions : "\"${name}\""])})"
  sweep    = "resource.type = \"cloud_run_revision\" AND resource.labels.service_name = \"${var.sweep}\""
  logs     = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=(${join(" OR ", [for name in var.functions : "\"${name}\""])})"

  # Eventarc names its subscriptions eventarc-REGION-FUNCTION-DIGITS-sub-DIGITS.
  event_subscriptions      = "resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = monitoring.regex.full_match(\"eventarc-.*(${join("|", var.functions)})-.*\")"
  dead_letter_subscription = "resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${var.dead_letter_subscription}\""

  channels = concat(var.channels, [for channel in google_monitoring_notification_channel.email : channel.id])

  # Each looks at the worst series of the last minutes. Nothing here depends on traffic: silence is not an alert, except
  # that of the sweep below.
  alerts = {
    failed_files = {
      title      = "Landfall: a file or a merge failed"
      filter     = "${local.services} AND metric.type = \"logging.googleapis.com/user/${google_logging_metric.failed_files.name}\""
      aligner    = "ALIGN_DELTA"
      reducer    = "REDUCE_SUM"
      period     = "300s"
      duration   = "0s"
      threshold  = 0
      severity   = "WARNING"
      what_to_do = "`landfall status` and the ledger (collection `files`, state FAILED or REJECTED) name the file, the reason and what to do. Its siblings went on. A failed merge is tried again, batch by batch, until the one at fault is found."
    }
    function_errors = {
      title      = "Landfall: a function keeps failing"
      filter     = "${local.services} AND metric.type = \"run.googleapis.com/request_count\" AND metric.labels.response_code_class = \"5xx\""
      aligner    = "ALIGN_DELTA"
      reducer    = "REDUCE_SUM"
      period     = "600s"
      duration   = "600s"
      threshold  = 10
      severity   = "ERROR"
      what_to_do = "A delivery that finds its job still running fails on purpose and comes again. This is more than ten failures in ten minutes, twice in a row: read the function's log for the exception. A missing permission, a disabled key and a quota look like this."
    }
    sweep_errors = {
      title      = "Landfall: the sweep fails"
      filter     = "${local.sweep} AND metric.type = \"run.googleapis.com/request_count\" AND metric.labels.response_code_class = \"5xx\""
      aligner    = "ALIGN_DELTA"
      reducer    = "REDUCE_SUM"
      period     = "3600s"
      duration   = "0s"
      threshold  = 2
      severity   = "ERROR"
      what_to_do = "Events that got lost are not found while the sweep fails. Read its log for the exception; `landfall sweep --dry-run` says what it would do. Loading and merging go on without it."
    }
    backlog_age = {
      title      = "Landfall: events or messages wait too long"
      filter     = "${local.event_subscriptions} AND metric.type = \"pubsub.googleapis.com/subscription/oldest_unacked_message_age\""
      aligner    = "ALIGN_MAX"
      reducer    = "REDUCE_MAX"
      period     = "300s"
      duration   = "300s"
      threshold  = var.backlog_minutes * 60
      severity   = "ERROR"
      what_to_do = "The functions do not keep up, or fail. Without attached dead letters Eventarc forgets an event after a day."
    }
    dead_letters = {
      title      = "Landfall: dead letters wait for a person"
      filter     = "${local.dead_letter_subscription} AND metric.type = \"pubsub.googleapis.com/subscription/num_undelivered_messages\""
      aligner    = "ALIGN_MAX"
      reducer    = "REDUCE_MAX"
      period     = "300s"
      duration   = "0s"
      threshold  = 0
      severity   = "ERROR"
      what_to_do = "Deliveries were given up. Read them with `gcloud pubsub subscriptions pull ${var.dead_letter_subscription}`; docs/deploy.md says how to send them again."
    }
  }
}

resource "google_monitoring_notification_channel" "email" {
  for_each = toset(var.emails)

  project      = var.project
  display_name = "Landfall: ${each.value}"
  type         = "email"
  labels       = { email_address = each.value }
}

# The functions write one JSON line per transition; its message is the new state.
resource "google_logging_metric" "failed_files" {
  project     = var.project
  name        = "${var.name_prefix}/failed_files"
  description = "Files that Landfall gave up (FAILED) or never tried (REJECTED), merges that failed, unreadable events"
  filter      = "${local.logs} AND jsonPayload.message=(\"FAILED\" OR \"REJECTED\" OR \"MERGE FAILED\" OR \"UNREADABLE EVENT\" OR \"UNREADABLE MESSAGE\")"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"

    labels {
      key         = "transition"
      value_type  = "STRING"
      description = "What happened, as in the log"
    }
    labels {
      key         = "table"
      value_type  = "STRING"
      description = "DATASET.TABLE, if the file's name told"
    }
  }

  label_extractors = {
    transition = "EXTRACT(jsonPayload.message)"
    table      = "EXTRACT(jsonPayload.table)"
  }
}

# A metric can be named in an alert only some minutes after it was made. Deploying the functions takes that long.
resource "terraform_data" "deployed" {
  input      = var.deployed
  depends_on = [google_logging_metric.failed_files]
}

resource "google_monitoring_alert_policy" "this" {
  for_each = local.alerts

  project               = var.project
  display_name          = each.value.title
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = local.channels
  user_labels           = var.labels

  conditions {
    display_name = each.value.title

    condition_threshold {
      filter          = each.value.filter
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.threshold
      duration        = each.value.duration

      aggregations {
        alignment_period     = each.value.period
        per_series_aligner   = each.value.aligner
        cross_series_reducer = each.value.reducer
      }

      trigger {
        count = 1
      }
    }
  }

  documentation {
    content   = each.value.what_to_do
    mime_type = "text/markdown"
  }

  alert_strategy {
    auto_close = "86400s"
  }

  depends_on = [terraform_data.deployed]
}

# The sweep comes on a schedule, so that its silence is a sign: the job is paused, or its messages go nowhere.
resource "google_monitoring_alert_policy" "sweep_silent" {
  project               = var.project
  display_name          = "Landfall: no sweep has ended well for hours"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local.channels
  user_labels           = var.labels

  conditions {
    display_name = "Landfall: no sweep has ended well for hours"

    condition_absent {
      filter   = "${local.sweep} AND metric.type = \"run.googleapis.com/request_count\" AND metric.labels.response_code_class = \"2xx\""
      duration = "${var.sweep_silence_hours * 3600}s"

      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }

      trigger {
        count = 1
      }
    }
  }

  documentation {
    content   = "`gcloud scheduler jobs list --location=REGION` says whether the schedule runs and how its last attempt ended; the sweep's log has the rest. `landfall sweep` does by hand what it would do."
    mime_type = "text/markdown"
  }

  alert_strategy {
    auto_close = "86400s"
  }

  depends_on = [terraform_data.deployed]
}

resource "google_monitoring_dashboard" "this" {
  project = var.project
  dashboard_json = templatefile("${path.module}/dashboard.json.tftpl", {
    title                    = "Landfall (${var.name_prefix})"
    services                 = local.services
    event_subscriptions      = local.event_subscriptions
    dead_letter_subscription = local.dead_letter_subscription
    failed_files             = google_logging_metric.failed_files.name
    backlog_seconds          = var.backlog_minutes * 60
  })
}
