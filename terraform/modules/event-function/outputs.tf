output "function" {
  value = google_cloudfunctions2_function.this
}

output "trigger" {
  description = "Full name of the Eventarc trigger."
  value       = google_cloudfunctions2_function.this.event_trigger[0].trigger
}

output "grants" {
  value = [{
    member   = google_cloud_run_service_iam_member.invoker.member
    role     = google_cloud_run_service_iam_member.invoker.role
    resource = "service ${google_cloud_run_service_iam_member.invoker.service}"
  }]
}
