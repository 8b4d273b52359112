# To be sourced by bash: starts Redis and an S3 server of our own, exports REDIS_URL and S3_*, and stops both when the
# shell ends, however it ends. Everything is on loopback, on ports that were free, in a folder that goes at the end.

for name in redis-server radosgw ceph-mon ceph-osd ceph curl; do
  if ! command -v "$name" >/dev/null; then
    echo "$name is missing: “bash test/services/install.sh” installs what the service suites need." >&2
    exit 1
  fi
done

services_here=$(dirname "${BASH_SOURCE[0]}")
services_folder=$(mktemp -d "${TMPDIR:-/tmp}/interlude-services-XXXXXX")
service_pids=()

# They are children that nobody else waits for: their ids stay theirs until we have waited.
stop_services() {
  local pid
  trap - EXIT
  for pid in "${service_pids[@]}"; do kill "$pid" 2>/dev/null; done
  for pid in "${service_pids[@]}"; do
    for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null && sleep 0.1 || break; done
    kill -KILL "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
  done
  rm -rf "$services_folder"
}
trap stop_services EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Even where this shell is killed outright, the kernel ends what it started.
start_service() {
  local name=$1
  shift
  setpriv --pdeathsig KILL "$@" >"$services_folder/$name.out" 2>&1 &
  service_pids+=("$!")
}

# Asks again every 0.1 s until the answer is yes, at most as often as the first number says.
wait_until() {
  local times=$1
  shift
  for _ in $(seq "$times"); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 0.1
  done
  echo "“$*” did not come true. What the services said last:" >&2
  tail -n 5 "$services_folder"/*.out >&2
  exit 1
}

free_ports() {
  node -e '
    const { createServer } = require("node:net")
    const open = () => new Promise((done) => { const s = createServer().listen(0, "127.0.0.1", () => done(s)) })
    Promise.all(Array.from({ length: Number(process.argv[1]) }, open)).then((servers) => {
      console.log(servers.map((s) => s.address().port).join(" "))
      servers.forEach((s) => s.close())
    })' "$1"
}

random() { od -An -N20 -tx1 /dev/urandom | tr -d ' \n'; }

read -r redis_port mon_port s3_port <<<"$(free_ports 3)"
export REDIS_URL=redis://127.0.0.1:$redis_port
export S3_ENDPOINT=http://127.0.0.1:$s3_port S3_REGION=us-east-1 S3_BUCKET=interlude-tests
export S3_ACCESS_KEY_ID S3_SECRET_ACCESS_KEY
S3_ACCESS_KEY_ID=$(random) S3_SECRET_ACCESS_KEY=$(random)

services_began=$SECONDS
start_service redis redis-server --port "$redis_port" --bind 127.0.0.1 --dir "$services_folder" \
  --save '' --appendonly no --maxmemory-policy noeviction
. "$services_here/start-ceph.sh" "$services_folder/ceph" "$mon_port" "$s3_port"
wait_until 100 redis-cli -p "$redis_port" ping
echo "Redis and an S3 server are up after $((SECONDS - services_began)) s."
