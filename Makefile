.PHONY: help build fast demo local format

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

build: ## Everything that must pass before a change lands
	./mvnw verify

fast: ## Compile and package without checks and tests
	./mvnw -q -Dquick -DskipTests package

demo: ## The whole pipeline on this machine, from Hive to merged rows
	./landfall demo

local: ## The local cloud and both functions until Ctrl-C
	./landfall local

format: ## Format the sources
	./mvnw -q spotless:apply
