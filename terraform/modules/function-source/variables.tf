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

variable "zips" {
  description = "Name of a function => path of its zip."
  type        = map(string)
}

variable "kms_key" {
  type    = string
  default = null
}
