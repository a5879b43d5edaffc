locals {
  # A key must be where what it protects is. A multi-region therefore needs two: one for data, one for what is
  # regional (functions, their images and sources, Pub/Sub triggers).
  key_locations = var.customer_managed_encryption ? toset([local.place.kms, local.place.region]) : toset([])

  data_key     = var.customer_managed_encryption ? module.encryption_key[local.place.kms].id : null
  regional_key = var.customer_managed_encryption ? module.encryption_key[local.place.region].id : null
  ledger_key   = var.customer_managed_encryption && var.ledger_customer_managed_encryption ? local.data_key : null

  data_key_users = merge(
    { for name in ["bigquery", "pubsub", "storage"] : name => local.agents[name] },
    var.ledger_customer_managed_encryption ? { firestore = local.agents.firestore } : {},
  )
  regional_key_users = { for name in ["artifact_registry", "eventarc", "functions", "pubsub", "run", "storage"] : name => local.agents[name] }
}

module "encryption_key" {
  source   = "./modules/encryption-key"
  for_each = local.key_locations

  project      = var.project
  name         = "${var.name_prefix}-${each.value}"
  location     = each.value
  existing_key = lookup(var.kms_keys, each.value, null)
  users = merge(
    each.value == local.place.kms ? local.data_key_users : {},
    each.value == local.place.region ? local.regional_key_users : {},
  )

  depends_on = [module.project_services]
}

# There is one such configuration per project and region. It protects what Eventarc carries in that region. A trigger
# in a multi-region (US, EU) is not covered: see docs/deploy.md.
resource "google_eventarc_google_channel_config" "this" {
  count = var.customer_managed_encryption ? 1 : 0

  project         = var.project
  location        = local.place.region
  name            = "projects/${var.project}/locations/${local.place.region}/googleChannelConfig"
  crypto_key_name = local.regional_key
}
