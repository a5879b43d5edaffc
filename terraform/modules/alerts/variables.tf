variable "project" {
  type = string
}

variable "name_prefix" {
  type = string
}

variable "functions" {
  description = "Names of the functions, which are those of their Cloud Run services too."
  type        = list(string)
}

variable "sweep" {
  description = "Which of them is the sweep."
  type        = string
}

variable "deployed" {
  description = "What must be there before the alerts are made."
  type        = list(string)
}

variable "dead_letter_subscription" {
  type = string
}

variable "backlog_minutes" {
  type = number
}

variable "sweep_silence_hours" {
  type = number
}

variable "emails" {
  type    = list(string)
  default = []
}

variable "channels" {
  type    = list(string)
  default = []
}

variable "labels" {
  type    = map(string)
  default = {}
}
