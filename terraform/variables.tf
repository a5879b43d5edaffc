# --- needed ------------------------------------------------------------------------------------------------------------

variable "project" {
  description = "Id of the project, which exists and has billing."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "project is a project's id (6 to 30 lower-case letters, digits and hyphens), not its name or number."
  }
}

variable "location" {
  description = "Where everything is: US, EU, or a region such as europe-west3. It cannot be changed later."
  type        = string

  validation {
    condition     = contains(keys(local.locations), var.location)
    error_message = "location is US, EU (upper case) or one of these regions: ${join(", ", local.single_regions)}."
  }
}

variable "datasets" {
  description = "BigQuery datasets that Landfall may write to: the allow-list of the landing path."
  type        = list(string)

  validation {
    condition     = length(var.datasets) > 0 && length(distinct([for name in var.datasets : lower(name)])) == length(var.datasets)
    error_message = "datasets names at least one dataset, each once (case does not tell two apart here)."
  }

  validation {
    condition     = alltrue([for name in var.datasets : can(regex("^[A-Za-z_][A-Za-z0-9_]{0,99}$", name))])
    error_message = "A dataset's name is 1 to 100 letters, digits and underscores and does not begin with a digit; a hyphen cannot be."
  }
}

# --- what is there already ---------------------------------------------------------------------------------------------

variable "existing_datasets" {
  description = "Those of `datasets` that exist: they are used as they are, never created, changed or deleted."
  type        = list(string)
  default     = []

  validation {
    condition     = length(setsubtract(var.existing_datasets, var.datasets)) == 0
    error_message = "existing_datasets may only name datasets that are in datasets too."
  }
}

variable "firestore_database" {
  description = "Firestore database for the ledger, in Native mode."
  type        = string
  default     = "landfall"

  validation {
    condition     = var.firestore_database == "(default)" || can(regex("^[a-z][a-z0-9-]{2,61}[a-z0-9]$", var.firestore_database))
    error_message = "firestore_database is \"(default)\" or 4 to 63 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "create_firestore_database" {
  description = "False uses a database that exists; its collections files, batches and tables must be Landfall's."
  type        = bool
  default     = true
}

# --- names -------------------------------------------------------------------------------------------------------------

variable "name_prefix" {
  description = "Begins every name. Two deployments in a project need two prefixes, and two Firestore databases."
  type        = string
  default     = "landfall"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,14}[a-z0-9]$", var.name_prefix))
    error_message = "name_prefix is 3 to 16 lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen."
  }
}

variable "landing_bucket_name" {
  description = "Name of the landing bucket; null makes it PROJECT-PREFIX-landing. Bucket names are taken worldwide."
  type        = string
  default     = null

  validation {
    condition     = var.landing_bucket_name == null || can(regex("^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$", var.landing_bucket_name))
    error_message = "landing_bucket_name is 3 to 63 lower-case letters, digits, hyphens and underscores."
  }
}

variable "staging_dataset" {
  description = "Dataset of the staging tables; null makes it PREFIX_staging. Must not be one of `datasets`."
  type        = string
  default     = null

  validation {
    condition     = var.staging_dataset == null || can(regex("^[A-Za-z_][A-Za-z0-9_]{0,99}$", var.staging_dataset))
    error_message = "A dataset's name is 1 to 100 letters, digits and underscores and does not begin with a digit."
  }

  validation {
    condition     = !contains([for name in var.datasets : lower(name)], lower(coalesce(var.staging_dataset, "${replace(var.name_prefix, "-", "_")}_staging")))
    error_message = "The staging dataset cannot be a target too: its tables expire."
  }
}

variable "labels" {
  description = "Labels of everything that can have labels."
  type        = map(string)
  default     = { app = "landfall" }
}

# --- functions ---------------------------------------------------------------------------------------------------------

variable "loader_zip" {
  description = "Zip of the loader function; null takes the one that the build makes."
  type        = string
  default     = null
}

variable "merge_zip" {
  description = "Zip of the merge function; null takes the one that the build makes."
  type        = string
  default     = null
}

variable "sweep_zip" {
  description = "Zip of the sweep; null takes the one that the build makes."
  type        = string
  default     = null
}

variable "runtime" {
  description = "Java runtime of the functions."
  type        = string
  default     = "java21"

  validation {
    condition     = contains(["java17", "java21"], var.runtime)
    error_message = "runtime is java17 or java21: what the functions are built for and tested on."
  }
}

variable "jvm_options" {
  description = "Options of the functions' JVM. The quick compiler alone starts a function in half the time; docs/performance.md."
  type        = string
  default     = "-XX:TieredStopAtLevel=1"

  validation {
    condition     = length(trimspace(var.jvm_options)) > 0
    error_message = "jvm_options is not empty; -XX:+TieredCompilation is the JVM's own default."
  }
}

variable "landing_prefix" {
  description = "Objects outside this prefix are ignored."
  type        = string
  default     = "landing/"

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*/$", var.landing_prefix))
    error_message = "landing_prefix ends with a slash, does not begin with one and has no empty parts, such as landing/."
  }
}

variable "landing_pattern" {
  description = "Forms of object names besides the default one, a line each; docs/landing.md has the grammar."
  type        = string
  default     = ""

  validation {
    condition     = var.landing_pattern == "" || alltrue([for line in split("\n", trimspace(var.landing_pattern)) : strcontains(line, "(?<dataset>") && strcontains(line, "(?<table>") && strcontains(line, "(?<file>")])
    error_message = "landing_pattern: every line has the groups (?<dataset>...), (?<table>...) and (?<file>...)."
  }
}

variable "load_jobs_per_day" {
  description = "Load jobs of all tables together in any 24 hours. BigQuery's quota per project is 100,000; leave a part of it to others."
  type        = number
  default     = 90000

  validation {
    condition     = floor(var.load_jobs_per_day) == var.load_jobs_per_day && var.load_jobs_per_day >= 128 && var.load_jobs_per_day <= 100000
    error_message = "load_jobs_per_day is a whole number from 128 to 100000."
  }
}

variable "table_load_jobs_per_day" {
  description = "Load jobs of each table in any 24 hours. BigQuery's quota per table is 1,500."
  type        = number
  default     = 1350

  validation {
    condition     = floor(var.table_load_jobs_per_day) == var.table_load_jobs_per_day && var.table_load_jobs_per_day >= 16 && var.table_load_jobs_per_day <= 1500
    error_message = "table_load_jobs_per_day is a whole number from 16 to 1500."
  }
}

variable "deadline_minutes" {
  description = "How long an invocation works before it leaves the rest to the next delivery."
  type        = number
  default     = 8

  validation {
    condition     = floor(var.deadline_minutes) == var.deadline_minutes && var.deadline_minutes >= 1 && var.deadline_minutes <= 8
    error_message = "deadline_minutes is a whole number from 1 to 8: functions are cut off after 9 minutes and need time to say how far they came."
  }
}

variable "merge_budget_bytes" {
  description = "Bytes that one merge may scan by BigQuery's estimate, unless its table's spec says otherwise. Null means any."
  type        = number
  default     = null

  validation {
    condition     = var.merge_budget_bytes == null ? true : var.merge_budget_bytes >= 1 && floor(var.merge_budget_bytes) == var.merge_budget_bytes
    error_message = "merge_budget_bytes is a positive whole number, or null for no limit."
  }
}

variable "merge_above_budget" {
  description = "What becomes of a merge above its budget: defer (it waits, visible in the status) or refuse (its files fail)."
  type        = string
  default     = "defer"

  validation {
    condition     = contains(["defer", "refuse"], var.merge_above_budget)
    error_message = "merge_above_budget is defer or refuse."
  }
}

variable "loader_scaling" {
  description = "Size and number of the loader's instances. max_instances times concurrency bounds the calls to BigQuery."
  type = object({
    memory        = optional(string, "1Gi")
    cpu           = optional(string, "1")
    min_instances = optional(number, 0)
    max_instances = optional(number, 20)
    concurrency   = optional(number, 8)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.loader_scaling.max_instances >= 1 && var.loader_scaling.max_instances <= 100 && var.loader_scaling.min_instances >= 0 && var.loader_scaling.min_instances <= var.loader_scaling.max_instances
    error_message = "loader_scaling: min_instances from 0 to max_instances, max_instances from 1 to 100 (BigQuery takes 100 calls a second)."
  }

  validation {
    condition     = var.loader_scaling.concurrency >= 1 && var.loader_scaling.concurrency <= 80 && (var.loader_scaling.concurrency == 1 || try(tonumber(var.loader_scaling.cpu), 0) >= 1)
    error_message = "loader_scaling: concurrency is 1 to 80, and more than 1 needs a whole cpu."
  }
}

variable "merge_scaling" {
  description = "Size and number of the merge function's instances."
  type = object({
    memory        = optional(string, "1Gi")
    cpu           = optional(string, "1")
    min_instances = optional(number, 0)
    max_instances = optional(number, 10)
    concurrency   = optional(number, 8)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.merge_scaling.max_instances >= 1 && var.merge_scaling.max_instances <= 100 && var.merge_scaling.min_instances >= 0 && var.merge_scaling.min_instances <= var.merge_scaling.max_instances
    error_message = "merge_scaling: min_instances from 0 to max_instances, max_instances from 1 to 100 (BigQuery takes 100 calls a second)."
  }

  validation {
    condition     = var.merge_scaling.concurrency >= 1 && var.merge_scaling.concurrency <= 80 && (var.merge_scaling.concurrency == 1 || try(tonumber(var.merge_scaling.cpu), 0) >= 1)
    error_message = "merge_scaling: concurrency is 1 to 80, and more than 1 needs a whole cpu."
  }
}

variable "sweep_schedule" {
  description = "When the sweep looks for what got lost: cron's five fields, in UTC."
  type        = string
  default     = "*/15 * * * *"

  validation {
    condition     = can(regex("^[0-9*/,A-Za-z-]+( [0-9*/,A-Za-z-]+){4}$", var.sweep_schedule))
    error_message = "sweep_schedule has cron's five fields, such as \"*/15 * * * *\" for every quarter of an hour."
  }
}

variable "sweep_size" {
  description = "Size of the sweep's one instance. It keeps a page of the bucket's listing in memory, not the listing."
  type = object({
    memory = optional(string, "1Gi")
    cpu    = optional(string, "1")
  })
  default  = {}
  nullable = false
}

# --- data at rest ------------------------------------------------------------------------------------------------------

variable "landing_retention_days" {
  description = "Landing objects older than this are deleted, merged or not."
  type        = number
  default     = 30

  validation {
    condition     = floor(var.landing_retention_days) == var.landing_retention_days && var.landing_retention_days >= 3 && var.landing_retention_days <= 365
    error_message = "landing_retention_days is a whole number from 3 to 365: shorter loses files before anyone sees an alert, longer fills the bucket beyond what load jobs accept."
  }
}

variable "landing_versioning" {
  description = "Keep old versions of landing objects. They cannot be loaded; see the landing bucket's module."
  type        = bool
  default     = false
}

variable "staging_expiration_days" {
  description = "Staging tables that a crash left behind go after this."
  type        = number
  default     = 3

  validation {
    condition     = contains([2, 3, 4, 5, 6, 7], var.staging_expiration_days)
    error_message = "staging_expiration_days is 2 to 7: a batch may wait a day for its merge, and 1,000,000 files a day make tables fast."
  }
}

variable "customer_managed_encryption" {
  description = "Protect buckets, datasets, topics, functions and their images with keys in Cloud KMS."
  type        = bool
  default     = false
}

variable "kms_keys" {
  description = "Keys to use instead of creating them: location of the key => its full name. Their grants are made here."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for location, key in var.kms_keys : can(regex("^projects/[^/]+/locations/${location}/keyRings/[^/]+/cryptoKeys/[^/]+$", key))])
    error_message = "kms_keys maps a location to projects/P/locations/LOCATION/keyRings/R/cryptoKeys/K, without a version, in that same location."
  }

  validation {
    condition     = length(setsubtract(keys(var.kms_keys), [local.place.kms, local.place.region])) == 0
    error_message = "kms_keys: location ${var.location} uses keys in ${local.place.kms} and ${local.place.region} only."
  }
}

variable "ledger_customer_managed_encryption" {
  description = "Protect the Firestore database with the key too. Google must have allowed it for the project first."
  type        = bool
  default     = false
}

variable "allow_destroy" {
  description = "Let `terraform destroy` take the landing bucket's objects, the created datasets' tables and the ledger."
  type        = bool
  default     = false
}

# --- access and alerts -------------------------------------------------------------------------------------------------

variable "landing_writers" {
  description = "Who uploads, such as the replicator: a name of yours => IAM member."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for member in values(var.landing_writers) : can(regex("^(user|group|serviceAccount|principal|principalSet):", member))])
    error_message = "landing_writers maps names to IAM members: serviceAccount:..., user:..., group:..., principal:... or principalSet:... (never allUsers)."
  }
}

variable "alert_emails" {
  description = "Addresses that get the alerts."
  type        = list(string)
  default     = []
}

variable "alert_channels" {
  description = "Notification channels that exist already: projects/P/notificationChannels/N."
  type        = list(string)
  default     = []
}

variable "alert_backlog_minutes" {
  description = "Alert when the oldest undelivered event or message is older than this."
  type        = number
  default     = 60

  validation {
    condition     = var.alert_backlog_minutes >= 10 && var.alert_backlog_minutes <= 720
    error_message = "alert_backlog_minutes is 10 to 720: after a day undelivered events are gone unless a dead letter topic is attached."
  }
}

variable "alert_sweep_silence_hours" {
  description = "Alert when no sweep has ended well for so long."
  type        = number
  default     = 3

  validation {
    condition     = floor(var.alert_sweep_silence_hours) == var.alert_sweep_silence_hours && var.alert_sweep_silence_hours >= 1 && var.alert_sweep_silence_hours <= 23
    error_message = "alert_sweep_silence_hours is a whole number from 1 to 23 (Cloud Monitoring looks back a day), and longer than the pause between two sweeps."
  }
}

# --- dead letters ------------------------------------------------------------------------------------------------------

variable "dead_letter_attempts" {
  description = "Deliveries after which an event goes to the dead letters. 30 are over 6 hours, as long as a load job may run."
  type        = number
  default     = 30

  validation {
    condition     = floor(var.dead_letter_attempts) == var.dead_letter_attempts && var.dead_letter_attempts >= 5 && var.dead_letter_attempts <= 100
    error_message = "dead_letter_attempts is a whole number from 5 to 100, the range of Pub/Sub."
  }
}

variable "attach_dead_letters" {
  description = "Run attach-dead-letters.sh from Terraform after each change of a trigger. Needs gcloud where Terraform runs."
  type        = bool
  default     = false
}
