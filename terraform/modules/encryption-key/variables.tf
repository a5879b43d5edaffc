variable "project" {
  type = string
}

variable "name" {
  type = string
}

variable "location" {
  type = string
}

variable "existing_key" {
  description = "Full name of a key to use instead of creating one."
  type        = string
  default     = null
}

variable "users" {
  description = "Who may encrypt and decrypt with the key: a name of ours => IAM member."
  type        = map(string)
}
