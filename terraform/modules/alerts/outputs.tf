output "policies" {
  value = merge(google_monitoring_alert_policy.this, { sweep_silent = google_monitoring_alert_policy.sweep_silent })
}

output "failed_files_metric" {
  value = google_logging_metric.failed_files
}

output "dashboard" {
  value = google_monitoring_dashboard.this.id
}

output "dashboard_json" {
  value = google_monitoring_dashboard.this.dashboard_json
}
