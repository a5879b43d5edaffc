locals {
  attach_dead_letters_command = join(" ", [
    "${path.module}/attach-dead-letters.sh",
    "--project ${var.project}",
    "--dead-letter-topic ${module.merge_topic.dead_letters.name}",
    "--attempts ${var.dead_letter_attempts}",
    "--pubsub-agent ${trimprefix(local.agents.pubsub, "serviceAccount:")}",
    module.loader.trigger,
    module.merger.trigger,
    module.sweeper.trigger,
  ])
}
