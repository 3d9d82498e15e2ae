# Every target is a command of dev.py; see `python3 dev.py --help`.
PYTHON := $(shell command -v python3 || command -v python)

.PHONY: run test check bench reset

run test check bench reset:
	@$(PYTHON) dev.py $@
