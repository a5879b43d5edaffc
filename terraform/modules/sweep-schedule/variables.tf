variable "project" {
  type = string
}

variable "name" {
  description = "Of the topic and of the job."
  type        = string
}

variable "region" {
  description = "Where the job is."
  type        = string
}

variable "schedule" {
  description = "When, in cron's five fields, UTC."
  type        = string
}

variable "labels" {
  type    = map(string)
  default = {}
}

variable "allowed_regions" {
  description = "Regions in which messages may be stored."
  type        = list(string)
}

variable "kms_key" {
  type    = string
  default = null
}
