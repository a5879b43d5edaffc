terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
    google-beta = {
      source = "hashicorp/google-beta"
    }
  }
}

resource "google_project_service" "this" {
  for_each = var.services

  project = var.project
  service = each.value

  # Other things in the project may use the same services.
  disable_on_destroy = false
}

resource "google_project_service_identity" "agent" {
  provider = google-beta
  for_each = var.agents

  project = var.project
  service = each.value

  depends_on = [google_project_service.this]
}
