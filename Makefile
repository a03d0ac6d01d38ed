# `make run` starts the program, `make test` tries it. Both need Python 3.11 or newer and nothing else.

PYTHON ?= python3
IN = .venv/bin/python
COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header $(ARGS)

# As an installation of one's own would be set up; nothing connects to these.
PRODUCTION = env -u FACTCHECK_VAR DATABASE_URL=postgres://factcheck@db.example/factcheck \
	BROKER_URL=redis://broker.example/0 BASE_URL=https://factcheck.example SECRET_KEY=$$($(IN) -c 'import secrets; print(secrets.token_hex(40))')

.PHONY: help run test check bench fuzz demo-reset lock extract environment dev-environment \
	style types imports migrations messages deployable audit

help:
	@echo "make run         start the program on http://127.0.0.1:8000/ (PORT=… for another port)"
	@echo "make demo-reset  take the demonstration out and begin with an empty record"
	@echo "make test        run all tests (ARGS=… for pytest)"
	@echo "make check       run every check of the code"
	@echo "make bench       measure (ARGS=… for manage.py bench)"
	@echo "make extract     propose an article's figures and statements as JSON (ARGS=FILE; nothing for standard input)"
	@echo "make fuzz        try the interface of a running program with any input (URL=… for another address)"
	@echo "make lock        renew the lock files from pyproject.toml"

environment:
	@$(PYTHON) environment.py

dev-environment:
	@$(PYTHON) environment.py --dev

run: environment
	@$(IN) manage.py up --end-with-parent

demo-reset: environment
	@$(IN) manage.py demo_reset

test: dev-environment
	@$(IN) -m pytest -n 2 $(ARGS)

bench: dev-environment
	@$(IN) manage.py bench $(ARGS)

extract: environment
	@$(IN) manage.py extract $(ARGS)

URL ?= http://127.0.0.1:$(or $(PORT),8000)

fuzz: dev-environment
	.venv/bin/schemathesis run --checks all --phases examples,coverage,fuzzing --max-examples 30 \
		--continue-on-failure --generation-database none $(ARGS) $(URL)/api/v1/openapi.json

check: style types imports migrations messages deployable audit

style: dev-environment
	$(IN) -m ruff check
	$(IN) -m ruff format --check

types: dev-environment
	$(IN) -m mypy

imports: dev-environment
	.venv/bin/lint-imports --no-cache

migrations: dev-environment
	DJANGO_SETTINGS_MODULE=tests.settings $(IN) manage.py makemigrations --check --dry-run

messages: dev-environment
	$(IN) manage.py check_messages

deployable: dev-environment
	$(PRODUCTION) $(IN) manage.py check --deploy --fail-level WARNING

audit: dev-environment
	$(IN) .ci/audit.py requirements.lock requirements-dev.lock

# Pins stay as they are where they still fit; ARGS=--upgrade renews them all.
lock: dev-environment
	$(COMPILE) pyproject.toml --output-file requirements.lock
	$(COMPILE) --group dev --constraints requirements.lock --output-file requirements-dev.lock
	$(COMPILE) --group installer --output-file requirements-installer.lock
