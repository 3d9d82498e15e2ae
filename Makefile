# Every target is a command of dev.py; see `python3 dev.py --help`.
PYTHON := $(shell command -v python3 || command -v python)

.PHONY: run test check bench evaluate reset

run test check bench evaluate reset:
	@$(PYTHON) dev.py $@
