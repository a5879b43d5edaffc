terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

resource "google_firestore_database" "this" {
  count = var.create_database ? 1 : 0

  project     = var.project
  name        = var.database
  location_id = var.location
  type        = "FIRESTORE_NATIVE"

  # The ledger's transactions lock what they read, so that whoever comes second waits instead of starting over.
  concurrency_mode                  = "PESSIMISTIC"
  app_engine_integration_mode       = "DISABLED"
  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED"
  delete_protection_state           = var.allow_destroy ? "DELETE_PROTECTION_DISABLED" : "DELETE_PROTECTION_ENABLED"
  deletion_policy                   = var.allow_destroy ? "DELETE" : "ABANDON"

  dynamic "cmek_config" {
    for_each = var.kms_key == null ? [] : [var.kms_key]
    content {
      kms_key_name = cmek_config.value
    }
  }
}

locals {
  database = var.create_database ? google_firestore_database.this[0].name : var.database

  exemptions = merge([
    for collection, fields in var.unindexed_fields : {
      for field in fields : "${collection}.${field}" => { collection = collection, field = field }
    }
  ]...)
}

# Every indexed field costs each write; one that only grows, like a time, limits a whole collection to 500 writes a
# second. Nothing queries these.
resource "google_firestore_field" "unindexed" {
  for_each = local.exemptions

  project    = var.project
  database   = local.database
  collection = each.value.collection
  field      = each.value.field

  # Empty: no index at all.
  index_config {}
}

resource "google_firestore_index" "by_table_and_state" {
  for_each = var.collections_queried_by_table_and_state

  project     = var.project
  database    = local.database
  collection  = each.value
  query_scope = "COLLECTION"

  fields {
    field_path = "table"
    order      = "ASCENDING"
  }
  fields {
    field_path = "state"
    order      = "ASCENDING"
  }
}

# The status command sums the duplicates of a table without reading its files.
resource "google_firestore_index" "duplicates_by_table" {
  project     = var.project
  database    = local.database
  collection  = "files"
  query_scope = "COLLECTION"

  fields {
    field_path = "table"
    order      = "ASCENDING"
  }
  fields {
    field_path = "duplicates"
    order      = "ASCENDING"
  }
}
