variable "project" {
  type = string
}

variable "name" {
  type = string
}

variable "location" {
  type = string
}

variable "labels" {
  type    = map(string)
  default = {}
}

variable "landing_prefix" {
  type = string
}

variable "retention_days" {
  type = number
}

variable "soft_delete_days" {
  type    = number
  default = 7
}

variable "versioning" {
  type    = bool
  default = false
}

variable "kms_key" {
  type    = string
  default = null
}

variable "allow_destroy" {
  type    = bool
  default = false
}
