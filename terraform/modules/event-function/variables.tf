variable "project" {
  type = string
}

variable "name" {
  description = "Letters, digits and hyphens, so that the Cloud Run service has the same name."
  type        = string
}

variable "description" {
  type = string
}

variable "region" {
  type = string
}

variable "labels" {
  type    = map(string)
  default = {}
}

variable "runtime" {
  type = string
}

variable "entry_point" {
  description = "Name of the function's class."
  type        = string
}

variable "source_bucket" {
  type = string
}

variable "source_object" {
  type = string
}

variable "docker_repository" {
  description = "Where the image goes: projects/P/locations/L/repositories/R."
  type        = string
}

variable "build_account" {
  description = "Who builds: projects/P/serviceAccounts/EMAIL."
  type        = string
}

variable "runtime_account" {
  description = "Who runs: an email address."
  type        = string
}

variable "trigger_account" {
  description = "Who delivers events: an email address."
  type        = string
}

variable "environment" {
  type = map(string)
}

variable "scaling" {
  type = object({
    memory        = string
    cpu           = string
    min_instances = number
    max_instances = number
    concurrency   = number
  })
}

variable "timeout_seconds" {
  type    = number
  default = 540
}

variable "event_type" {
  type = string
}

variable "trigger_region" {
  type = string
}

variable "event_filters" {
  type    = map(string)
  default = {}
}

variable "pubsub_topic" {
  type    = string
  default = null
}

variable "kms_key" {
  type    = string
  default = null
}
