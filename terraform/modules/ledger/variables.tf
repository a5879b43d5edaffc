variable "project" {
  type = string
}

variable "database" {
  type = string
}

variable "location" {
  type = string
}

variable "create_database" {
  type = bool
}

variable "unindexed_fields" {
  description = "Collection => its fields that no query asks for."
  type        = map(set(string))
}

variable "collections_queried_by_table_and_state" {
  type = set(string)
}

variable "kms_key" {
  type    = string
  default = null
}

variable "allow_destroy" {
  type    = bool
  default = false
}
