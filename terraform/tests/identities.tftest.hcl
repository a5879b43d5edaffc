# Who may do what: the exact list of every identity, on which resource. A grant more or less fails here.

variables {
  project    = "landfall-offline-test"
  location   = "US"
  datasets   = ["sales", "crm"]
  loader_zip = "tests/sample/loader.zip"
  merge_zip  = "tests/sample/merge.zip"
  sweep_zip  = "tests/sample/sweep.zip"
}

run "identities" {
  assert {
    condition = output.grants["serviceAccount:landfall-loader@landfall-offline-test.iam.gserviceaccount.com"] == tolist([
      "roles/bigquery.dataEditor on dataset landfall_staging",
      "roles/bigquery.jobUser on project landfall-offline-test",
      "roles/bigquery.metadataViewer on dataset crm",
      "roles/bigquery.metadataViewer on dataset sales",
      "roles/datastore.user on project landfall-offline-test if resource.name == \"projects/landfall-offline-test/databases/landfall\"",
      "roles/pubsub.publisher on topic landfall-merge",
      "roles/storage.legacyBucketReader on bucket landfall-offline-test-landfall-landing",
      "roles/storage.objectViewer on bucket landfall-offline-test-landfall-landing",
    ])
    error_message = "Loader: ${jsonencode(output.grants["serviceAccount:landfall-loader@landfall-offline-test.iam.gserviceaccount.com"])}"
  }
  assert {
    condition = output.grants["serviceAccount:landfall-merger@landfall-offline-test.iam.gserviceaccount.com"] == tolist([
      "roles/bigquery.dataEditor on dataset crm",
      "roles/bigquery.dataEditor on dataset landfall_staging",
      "roles/bigquery.dataEditor on dataset sales",
      "roles/bigquery.jobUser on project landfall-offline-test",
      "roles/datastore.user on project landfall-offline-test if resource.name == \"projects/landfall-offline-test/databases/landfall\"",
    ])
    error_message = "Merger: ${jsonencode(output.grants["serviceAccount:landfall-merger@landfall-offline-test.iam.gserviceaccount.com"])}"
  }
  assert {
    condition = output.grants["serviceAccount:landfall-sweeper@landfall-offline-test.iam.gserviceaccount.com"] == tolist([
      "roles/bigquery.dataEditor on dataset landfall_staging",
      "roles/bigquery.jobUser on project landfall-offline-test",
      "roles/bigquery.metadataViewer on dataset crm",
      "roles/bigquery.metadataViewer on dataset sales",
      "roles/datastore.user on project landfall-offline-test if resource.name == \"projects/landfall-offline-test/databases/landfall\"",
      "roles/pubsub.publisher on topic landfall-merge",
      "roles/storage.legacyBucketReader on bucket landfall-offline-test-landfall-landing",
      "roles/storage.objectViewer on bucket landfall-offline-test-landfall-landing",
    ])
    error_message = "Sweeper: ${jsonencode(output.grants["serviceAccount:landfall-sweeper@landfall-offline-test.iam.gserviceaccount.com"])}"
  }
  assert {
    condition = output.grants["serviceAccount:landfall-sweep-trigger@landfall-offline-test.iam.gserviceaccount.com"] == tolist([
      "roles/eventarc.eventReceiver on project landfall-offline-test",
      "roles/run.invoker on service landfall-sweep",
    ])
    error_message = "Sweep's trigger: ${jsonencode(output.grants["serviceAccount:landfall-sweep-trigger@landfall-offline-test.iam.gserviceaccount.com"])}"
  }
  assert {
    condition     = output.grants["serviceAccount:service-123456789012@gcp-sa-cloudscheduler.iam.gserviceaccount.com"] == tolist(["roles/pubsub.publisher on topic landfall-sweep"])
    error_message = "Cloud Scheduler wakes the sweep, and no more."
  }
  assert {
    condition = output.grants["serviceAccount:landfall-trigger@landfall-offline-test.iam.gserviceaccount.com"] == tolist([
      "roles/eventarc.eventReceiver on project landfall-offline-test",
      "roles/run.invoker on service landfall-loader",
      "roles/run.invoker on service landfall-merger",
    ])
    error_message = "Trigger: ${jsonencode(output.grants["serviceAccount:landfall-trigger@landfall-offline-test.iam.gserviceaccount.com"])}"
  }
  assert {
    condition = output.grants["serviceAccount:landfall-build@landfall-offline-test.iam.gserviceaccount.com"] == tolist([
      "roles/artifactregistry.writer on repository landfall-functions",
      "roles/logging.logWriter on project landfall-offline-test",
      "roles/storage.objectViewer on bucket landfall-offline-test-landfall-functions",
      "roles/storage.objectViewer on project landfall-offline-test if resource.name.startsWith(\"projects/_/buckets/gcf-v2-sources-123456789012-us-central1\")",
    ])
    error_message = "Build: ${jsonencode(output.grants["serviceAccount:landfall-build@landfall-offline-test.iam.gserviceaccount.com"])}"
  }
  assert {
    condition     = output.grants["serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com"] == tolist(["roles/pubsub.publisher on project landfall-offline-test"])
    error_message = "Cloud Storage publishes events, and no more."
  }
  assert {
    condition     = output.grants["serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"] == tolist(["roles/pubsub.publisher on topic landfall-merge-dead-letters"])
    error_message = "Pub/Sub writes dead letters, and no more."
  }
  assert {
    condition     = length(output.grants) == 9
    error_message = "Nobody else gets anything: ${jsonencode(keys(output.grants))}"
  }
  assert {
    condition     = length(local.all_grants) == length(google_project_iam_member.this) + length(google_storage_bucket_iam_member.this) + length(google_bigquery_dataset_iam_member.this) + length(google_pubsub_topic_iam_member.this) + 1 + 3
    error_message = "The list has every grant."
  }
  assert {
    condition     = !anytrue([for grant in local.all_grants : contains(["roles/owner", "roles/editor", "roles/viewer"], grant.role) || endswith(grant.role, "admin") || endswith(grant.role, "Admin")])
    error_message = "No basic role and no admin role."
  }
  assert {
    condition     = !anytrue([for grant in local.all_grants : contains(["allUsers", "allAuthenticatedUsers"], grant.member)])
    error_message = "Nobody anonymous."
  }
}

run "landing_writers" {
  variables {
    landing_writers = { replicator = "serviceAccount:replicator@on-prem.iam.gserviceaccount.com" }
  }

  assert {
    condition = output.grants["serviceAccount:replicator@on-prem.iam.gserviceaccount.com"] == tolist([
      "roles/storage.objectCreator on bucket landfall-offline-test-landfall-landing",
      "roles/storage.objectViewer on bucket landfall-offline-test-landfall-landing",
    ])
    error_message = "A writer adds objects and compares them; it cannot overwrite or delete."
  }
}
