# The least: three variables. Build the functions first (./mvnw -Dquick package -DskipTests).

terraform {
  required_version = ">= 1.9"
}

module "landfall" {
  source = "../.."

  project  = var.project
  location = var.location
  datasets = var.datasets
}

variable "project" {
  description = "Id of a project with billing."
  type        = string
}

variable "location" {
  description = "US, EU or a region."
  type        = string
  default     = "EU"
}

variable "datasets" {
  description = "Datasets to fill."
  type        = list(string)
}

output "landing" {
  value = module.landfall.landing
}

output "attach_dead_letters" {
  value = module.landfall.attach_dead_letters
}
