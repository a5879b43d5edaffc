variable "project" {
  type = string
}

variable "services" {
  description = "Services to switch on."
  type        = set(string)
}

variable "agents" {
  description = "Services whose agent must exist before it is granted anything."
  type        = set(string)
}
