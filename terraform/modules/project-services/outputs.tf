output "services" {
  value = toset([for service in google_project_service.this : service.service])
}

output "kept_on_destroy" {
  value = alltrue([for service in google_project_service.this : !service.disable_on_destroy])
}

output "agents" {
  value = toset([for agent in google_project_service_identity.agent : agent.service])
}
