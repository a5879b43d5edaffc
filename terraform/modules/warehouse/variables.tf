variable "project" {
  type = string
}

variable "location" {
  type = string
}

variable "labels" {
  type    = map(string)
  default = {}
}

variable "staging_dataset" {
  type = string
}

variable "staging_expiration_days" {
  type = number
}

variable "datasets" {
  description = "Datasets whose tables Landfall fills."
  type        = set(string)
}

variable "existing_datasets" {
  description = "Those of them that are there already."
  type        = set(string)
}

variable "kms_key" {
  type    = string
  default = null
}

variable "allow_destroy" {
  type    = bool
  default = false
}
