# The sweep: a schedule wakes it, alone, and its silence wakes a person.

variables {
  project    = "landfall-offline-test"
  location   = "EU"
  datasets   = ["sales"]
  loader_zip = "tests/sample/loader.zip"
  merge_zip  = "tests/sample/merge.zip"
  sweep_zip  = "tests/sample/sweep.zip"
}

run "sweep" {
  # --- the schedule
  assert {
    condition     = module.sweep_schedule.job.schedule == "*/15 * * * *" && module.sweep_schedule.job.time_zone == "Etc/UTC"
    error_message = "Every quarter of an hour, whatever the season."
  }
  assert {
    condition     = module.sweep_schedule.job.region == "europe-west4" && module.sweep_schedule.topic.message_storage_policy[0].allowed_persistence_regions == toset(["europe-west4"])
    error_message = "The schedule and its messages are where the functions are."
  }
  assert {
    condition     = module.sweep_schedule.job.pubsub_target[0].topic_name == "projects/landfall-offline-test/topics/landfall-sweep" && base64decode(module.sweep_schedule.job.pubsub_target[0].data) == "sweep"
    error_message = "The schedule writes to the sweep's topic, and its message is not empty: Pub/Sub refuses that."
  }
  assert {
    condition     = module.sweep_schedule.job.retry_config[0].retry_count == 3
    error_message = "A tick that could not be published is tried again, for a short while."
  }
  assert {
    condition     = module.project_services.services == setunion(module.project_services.services, ["cloudscheduler.googleapis.com"]) && contains(module.project_services.agents, "cloudscheduler.googleapis.com")
    error_message = "Cloud Scheduler is on, and its agent exists before it may publish."
  }

  # --- the function
  assert {
    condition     = module.sweeper.function.name == "landfall-sweep" && module.sweeper.function.build_config[0].entry_point == "dev.landfall.sweeper.SweepFunction" && module.sweeper.function.build_config[0].runtime == "java21"
    error_message = "The entry point is the sweep's class."
  }
  assert {
    condition     = module.sweeper.function.build_config[0].source[0].storage_source[0].object == "sweep-function-${substr(filesha256("tests/sample/sweep.zip"), 0, 16)}.zip"
    error_message = "The sweep is deployed from its own zip, and again when that changes."
  }
  assert {
    condition     = module.sweeper.function.event_trigger[0].event_type == "google.cloud.pubsub.topic.v1.messagePublished" && module.sweeper.function.event_trigger[0].pubsub_topic == module.sweep_schedule.topic.id && module.sweeper.function.event_trigger[0].trigger_region == "europe-west4"
    error_message = "The sweep listens to its own topic, not to the merge topic."
  }
  assert {
    condition     = module.sweeper.function.event_trigger[0].retry_policy == "RETRY_POLICY_RETRY"
    error_message = "A sweep that could not finish is tried again before the next tick."
  }
  assert {
    condition     = module.sweeper.function.service_config[0].max_instance_count == 1 && module.sweeper.function.service_config[0].max_instance_request_concurrency == 1 && module.sweeper.function.service_config[0].min_instance_count == 0
    error_message = "One sweep at a time, and nothing between two."
  }
  assert {
    condition     = module.sweeper.function.service_config[0].timeout_seconds == 540 && module.sweeper.function.service_config[0].ingress_settings == "ALLOW_INTERNAL_ONLY" && module.sweeper.function.service_config[0].all_traffic_on_latest_revision
    error_message = "Nine minutes, from inside only, always the newest."
  }
  assert {
    condition = (
      module.sweeper.function.service_config[0].service_account_email == "landfall-sweeper@landfall-offline-test.iam.gserviceaccount.com" &&
      module.sweeper.function.event_trigger[0].service_account_email == "landfall-sweep-trigger@landfall-offline-test.iam.gserviceaccount.com" &&
      endswith(module.sweeper.function.build_config[0].service_account, "/serviceAccounts/landfall-build@landfall-offline-test.iam.gserviceaccount.com")
    )
    error_message = "The sweep runs as itself and is woken by an identity that can wake nothing else."
  }

  # --- dead letters and alerts
  assert {
    condition     = strcontains(output.attach_dead_letters, "locations/europe-west4/triggers/landfall-sweep")
    error_message = "The sweep's trigger gets dead letters like the others: ${output.attach_dead_letters}"
  }
  assert {
    condition     = strcontains(module.alerts.policies["sweep_errors"].conditions[0].condition_threshold[0].filter, "service_name = \"landfall-sweep\"") && module.alerts.policies["sweep_errors"].conditions[0].condition_threshold[0].threshold_value == 2
    error_message = "More than two failed sweeps in an hour wake a person."
  }
  assert {
    condition     = strcontains(module.alerts.policies["backlog_age"].conditions[0].condition_threshold[0].filter, "landfall-sweep)-") && startswith(module.alerts.failed_files_metric.filter, "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=(\"landfall-loader\" OR \"landfall-merger\" OR \"landfall-sweep\")")
    error_message = "Ticks that wait and files that the sweep gives up are seen as well."
  }
  assert {
    condition     = module.alerts.policies["sweep_silent"].conditions[0].condition_absent[0].duration == "10800s" && strcontains(module.alerts.policies["sweep_silent"].conditions[0].condition_absent[0].filter, "service_name = \"landfall-sweep\"") && strcontains(module.alerts.policies["sweep_silent"].conditions[0].condition_absent[0].filter, "response_code_class = \"2xx\"")
    error_message = "Three hours without a sweep that ended well wake a person."
  }
}

run "choices" {
  variables {
    sweep_schedule              = "7 * * * *"
    sweep_size                  = { memory = "2Gi" }
    alert_sweep_silence_hours   = 6
    customer_managed_encryption = true
    name_prefix                 = "lake"
  }

  assert {
    condition     = module.sweep_schedule.job.schedule == "7 * * * *" && module.sweep_schedule.job.name == "lake-sweep" && module.sweep_schedule.topic.name == "lake-sweep"
    error_message = "The schedule is a choice, and its names begin with the prefix."
  }
  assert {
    condition     = module.sweeper.function.service_config[0].available_memory == "2Gi" && module.sweeper.function.service_config[0].available_cpu == "1" && module.sweeper.function.service_config[0].max_instance_count == 1
    error_message = "The sweep's size is a choice, its number is not."
  }
  assert {
    condition     = module.sweep_schedule.topic.kms_key_name == module.encryption_key["europe-west4"].id && module.sweeper.function.kms_key_name == module.encryption_key["europe-west4"].id
    error_message = "The sweep's topic and function use the regional key."
  }
  assert {
    condition     = module.alerts.policies["sweep_silent"].conditions[0].condition_absent[0].duration == "21600s"
    error_message = "How long silence is borne is a choice."
  }
}

run "seconds_in_the_schedule" {
  command = plan
  variables {
    sweep_schedule = "0 */15 * * * *"
  }
  expect_failures = [var.sweep_schedule]
}

run "silence_of_a_day" {
  command = plan
  variables {
    alert_sweep_silence_hours = 24
  }
  expect_failures = [var.alert_sweep_silence_hours]
}
