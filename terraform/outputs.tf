output "landing" {
  description = "Where files go: gs://BUCKET."
  value       = "gs://${module.landing_bucket.name}"
}

output "landing_path" {
  description = "The path of a file for the first dataset; the table is yours to fill in."
  value       = "gs://${module.landing_bucket.name}/${var.landing_prefix}${var.datasets[0]}/TABLE/FILE"
}

output "operator_environment" {
  description = "What the landfall command reads to talk to this deployment."
  value = {
    LANDFALL_PROJECT            = var.project
    LANDFALL_LOCATION           = local.place.bigquery
    LANDFALL_FIRESTORE_DATABASE = module.ledger.database
    LANDFALL_LANDING            = "gs://${module.landing_bucket.name}"
  }
}

output "environment" {
  description = "Environment variables of each function."
  value = {
    loader  = module.loader.function.service_config[0].environment_variables
    merger  = module.merger.function.service_config[0].environment_variables
    sweeper = module.sweeper.function.service_config[0].environment_variables
  }
}

output "service_accounts" {
  value = {
    loader        = google_service_account.loader.email
    merger        = google_service_account.merger.email
    sweeper       = google_service_account.sweeper.email
    trigger       = google_service_account.trigger.email
    sweep_trigger = google_service_account.sweep_trigger.email
    build         = google_service_account.build.email
  }
}

output "grants" {
  description = "Every grant, by identity."
  value = {
    for member in distinct([for grant in local.all_grants : grant.member]) :
    member => sort([for grant in local.all_grants : "${grant.role} on ${grant.resource}" if grant.member == member])
  }
}

output "dead_letter_subscription" {
  value = module.merge_topic.dead_letter_subscription.id
}

output "attach_dead_letters" {
  description = "Run this once after the first apply, and again whenever a trigger was replaced."
  value       = local.attach_dead_letters_command
}

output "dashboard" {
  value = module.alerts.dashboard
}
