#!/usr/bin/env bash
# Runs the service suites: starts Redis and an S3 server, runs them, stops both. Arguments go to vitest.
set -uo pipefail
cd "$(dirname "$0")/../.."
. test/services/start-services.sh
npx vitest run --config vitest.services.config.ts "$@"
