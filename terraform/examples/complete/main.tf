# Every choice: own keys, one dataset that exists, an on-prem replicator that uploads, alerts, warm instances.

terraform {
  required_version = ">= 1.9"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 6.50.0, < 8.0.0"
    }
  }

  # The state names every resource: keep it where the team finds it and strangers do not.
  # backend "gcs" {
  #   bucket = "my-terraform-state"
  #   prefix = "landfall"
  # }
}

# Who uploads from the data centre. It gets no key here: let it sign in by Workload Identity Federation.
resource "google_service_account" "replicator" {
  project      = var.project
  account_id   = "landfall-replicator"
  display_name = "Landfall: uploads from the data centre"
}

module "landfall" {
  source = "../.."

  project           = var.project
  location          = "europe-west3"
  datasets          = ["sales", "crm", "logistics"]
  existing_datasets = ["crm"]

  name_prefix        = "landfall"
  firestore_database = "landfall"
  labels             = { app = "landfall", team = "data-platform", cost_center = "4711" }

  runtime          = "java21"
  loader_zip       = var.loader_zip
  merge_zip        = var.merge_zip
  sweep_zip        = var.sweep_zip
  deadline_minutes = 8
  loader_scaling   = { min_instances = 1, max_instances = 40, memory = "1Gi", concurrency = 8 }
  merge_scaling    = { min_instances = 1, max_instances = 20, memory = "1Gi", concurrency = 8 }
  sweep_schedule   = "7,37 * * * *"
  sweep_size       = { memory = "2Gi" }

  landing_retention_days             = 14
  staging_expiration_days            = 2
  customer_managed_encryption        = true
  ledger_customer_managed_encryption = false

  landing_writers           = { replicator = google_service_account.replicator.member }
  alert_emails              = ["data-on-call@example.com"]
  alert_backlog_minutes     = 45
  alert_sweep_silence_hours = 2
  dead_letter_attempts      = 30
}

output "landing" {
  value = module.landfall.landing
}

output "operator_environment" {
  value = module.landfall.operator_environment
}

output "attach_dead_letters" {
  value = module.landfall.attach_dead_letters
}

output "grants" {
  value = module.landfall.grants
}
