# What wakes a person.

variables {
  project    = "landfall-offline-test"
  location   = "US"
  datasets   = ["sales"]
  loader_zip = "tests/sample/loader.zip"
  merge_zip  = "tests/sample/merge.zip"
  sweep_zip  = "tests/sample/sweep.zip"
}

run "alerts" {
  variables {
    alert_emails          = ["oncall@example.com"]
    alert_channels        = ["projects/landfall-offline-test/notificationChannels/1"]
    alert_backlog_minutes = 30
  }

  assert {
    condition     = keys(module.alerts.policies) == ["backlog_age", "dead_letters", "failed_files", "function_errors", "sweep_errors", "sweep_silent"]
    error_message = "Six things wake a person."
  }
  assert {
    condition     = alltrue([for policy in module.alerts.policies : length(policy.notification_channels) == 2 && contains(policy.notification_channels, "projects/landfall-offline-test/notificationChannels/1")])
    error_message = "Every alert goes to every channel."
  }
  assert {
    condition     = alltrue([for policy in module.alerts.policies : length(policy.documentation[0].content) > 40])
    error_message = "Every alert says what to do."
  }
  assert {
    condition     = module.alerts.policies["dead_letters"].conditions[0].condition_threshold[0].threshold_value == 0 && strcontains(module.alerts.policies["dead_letters"].conditions[0].condition_threshold[0].filter, "subscription_id = \"landfall-merge-dead-letters\"")
    error_message = "One dead letter is enough."
  }
  assert {
    condition     = module.alerts.policies["backlog_age"].conditions[0].condition_threshold[0].threshold_value == 1800 && strcontains(module.alerts.policies["backlog_age"].conditions[0].condition_threshold[0].filter, "eventarc-.*(landfall-loader|landfall-merger|landfall-sweep)-.*")
    error_message = "Events that wait for half an hour, in Eventarc's own subscriptions."
  }
  assert {
    condition     = strcontains(module.alerts.policies["failed_files"].conditions[0].condition_threshold[0].filter, "logging.googleapis.com/user/${module.alerts.failed_files_metric.name}") && module.alerts.policies["failed_files"].conditions[0].condition_threshold[0].threshold_value == 0
    error_message = "One failed file is enough, and the alert reads the metric that is made here."
  }
  assert {
    condition     = module.alerts.failed_files_metric.name == "landfall/failed_files" && startswith(module.alerts.failed_files_metric.filter, "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=(\"landfall-loader\" OR \"landfall-merger\" OR \"landfall-sweep\")")
    error_message = "The metric counts lines of these functions: ${module.alerts.failed_files_metric.filter}"
  }
  assert {
    condition     = endswith(module.alerts.failed_files_metric.filter, "jsonPayload.message=(\"FAILED\" OR \"REJECTED\" OR \"MERGE FAILED\" OR \"UNREADABLE EVENT\" OR \"UNREADABLE MESSAGE\")")
    error_message = "The metric counts what the functions write when something is given up."
  }
  assert {
    condition     = module.alerts.failed_files_metric.label_extractors["table"] == "EXTRACT(jsonPayload.table)"
    error_message = "The metric tells tables apart."
  }
  assert {
    condition     = module.alerts.failed_files_metric.metric_descriptor[0].metric_kind == "DELTA" && module.alerts.failed_files_metric.metric_descriptor[0].value_type == "INT64"
    error_message = "The metric is a counter."
  }
  assert {
    condition     = strcontains(module.alerts.policies["function_errors"].conditions[0].condition_threshold[0].filter, "response_code_class = \"5xx\"")
    error_message = "Deliveries that a function answers with an error."
  }
  assert {
    condition     = length(jsondecode(module.alerts.dashboard_json).mosaicLayout.tiles) == 8 && jsondecode(module.alerts.dashboard_json).displayName == "Landfall (landfall)"
    error_message = "The dashboard is JSON with eight charts."
  }
  assert {
    condition = alltrue(flatten([for tile in jsondecode(module.alerts.dashboard_json).mosaicLayout.tiles : [
      for set in tile.widget.xyChart.dataSets : strcontains(set.timeSeriesQuery.timeSeriesFilter.filter, "landfall-") && strcontains(set.timeSeriesQuery.timeSeriesFilter.filter, "metric.type = \"")
    ]]))
    error_message = "Every chart shows this deployment alone."
  }
  assert {
    condition     = length(distinct([for tile in jsondecode(module.alerts.dashboard_json).mosaicLayout.tiles : "${tile.xPos},${tile.yPos}"])) == 8 && alltrue([for tile in jsondecode(module.alerts.dashboard_json).mosaicLayout.tiles : tile.xPos + tile.width <= 12])
    error_message = "No chart hides another."
  }
}
