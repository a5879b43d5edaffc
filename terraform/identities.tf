# One identity per thing that acts. None has a key, and none is used for anything else.

resource "google_service_account" "loader" {
  project      = var.project
  account_id   = "${var.name_prefix}-loader"
  display_name = "Landfall: runs the loader function"
  depends_on   = [module.project_services]
}

resource "google_service_account" "merger" {
  project      = var.project
  account_id   = "${var.name_prefix}-merger"
  display_name = "Landfall: runs the merge function"
  depends_on   = [module.project_services]
}

resource "google_service_account" "sweeper" {
  project      = var.project
  account_id   = "${var.name_prefix}-sweeper"
  display_name = "Landfall: runs the sweep"
  depends_on   = [module.project_services]
}

resource "google_service_account" "trigger" {
  project      = var.project
  account_id   = "${var.name_prefix}-trigger"
  display_name = "Landfall: delivers events to the loader and the merge function"
  depends_on   = [module.project_services]
}

resource "google_service_account" "sweep_trigger" {
  project      = var.project
  account_id   = "${var.name_prefix}-sweep-trigger"
  display_name = "Landfall: delivers the schedule's messages to the sweep"
  depends_on   = [module.project_services]
}

resource "google_service_account" "build" {
  project      = var.project
  account_id   = "${var.name_prefix}-build"
  display_name = "Landfall: builds the functions"
  depends_on   = [module.project_services]
}

data "google_project" "this" {
  project_id = var.project
}

# Asking for these two makes Google create them.
data "google_storage_project_service_account" "this" {
  project    = var.project
  depends_on = [module.project_services]
}

data "google_bigquery_default_service_account" "this" {
  project    = var.project
  depends_on = [module.project_services]
}

locals {
  agent_domains = {
    artifact_registry = "gcp-sa-artifactregistry"
    eventarc          = "gcp-sa-eventarc"
    firestore         = "gcp-sa-firestore"
    functions         = "gcf-admin-robot"
    pubsub            = "gcp-sa-pubsub"
    run               = "serverless-robot-prod"
    scheduler         = "gcp-sa-cloudscheduler"
  }

  # Google's own identities in this project.
  agents = merge(
    { for name, domain in local.agent_domains : name => "serviceAccount:service-${data.google_project.this.number}@${domain}.iam.gserviceaccount.com" },
    {
      storage  = "serviceAccount:${data.google_storage_project_service_account.this.email_address}"
      bigquery = "serviceAccount:${data.google_bigquery_default_service_account.this.email}"
    },
  )
}
