variable "project" {
  type = string
}

variable "name" {
  type = string
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
