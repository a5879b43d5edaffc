# One variable says where everything is. The places must agree: BigQuery loads from a bucket in its own location, a
# Cloud Storage trigger lives where its bucket is, and a key lives where the data it protects is.

locals {
  multi_regions = {
    US = {
      bigquery  = "US"
      bucket    = "US"
      trigger   = "us"
      firestore = "nam5"
      kms       = "us"
      region    = "us-central1"
    }
    EU = {
      bigquery  = "EU"
      bucket    = "EU"
      trigger   = "eu"
      firestore = "eur3"
      kms       = "europe"
      region    = "europe-west4"
    }
  }

  # Regions that have BigQuery, Cloud Storage, functions, Eventarc, Firestore and Cloud KMS alike.
  single_regions = toset([
    "asia-east1", "asia-east2", "asia-northeast1", "asia-northeast2", "asia-northeast3",
    "asia-south1", "asia-south2", "asia-southeast1", "asia-southeast2",
    "australia-southeast1", "australia-southeast2",
    "europe-central2", "europe-north1", "europe-southwest1",
    "europe-west1", "europe-west2", "europe-west3", "europe-west4", "europe-west6", "europe-west8", "europe-west9",
    "me-west1",
    "northamerica-northeast1", "northamerica-northeast2",
    "southamerica-east1", "southamerica-west1",
    "us-central1", "us-east1", "us-east4", "us-south1", "us-west1", "us-west2", "us-west3", "us-west4",
  ])

  locations = merge(local.multi_regions, {
    for name in local.single_regions : name => {
      bigquery  = name
      bucket    = name
      trigger   = name
      firestore = name
      kms       = name
      region    = name
    }
  })

  # Pub/Sub triggers, functions and images are regional, so a multi-region needs a key of its own for them.
  place = local.locations[var.location]
}
