variable "project" {
  description = "Id of a project with billing."
  type        = string
}

variable "loader_zip" {
  description = "Another zip than the build's."
  type        = string
  default     = null
}

variable "merge_zip" {
  description = "Another zip than the build's."
  type        = string
  default     = null
}

variable "sweep_zip" {
  description = "Another zip than the build's."
  type        = string
  default     = null
}
